import { guardianIsConfigured } from '../api/http/deployment';
import { can, type Capability } from '../auth/capabilities';
import { paths } from '../lib/paths';
import type { ShapeName } from '../ui/icon-shapes';

export type PageFacts = {
  path: string;
  /** Shown in the sidebar and in the title of the tab. */
  title: string;
  /** The beginning of the title that a narrow tab has no room for. */
  lead?: string;
  icon: ShapeName;
  /** The group in the sidebar. */
  group: 'Operations' | 'Audit';
  /** A person without this capability sees "No access" instead. */
  needs: Capability;
};

/** The pages of the console. The start address leads to the first one that the person may open. */
export const pages = {
  killSwitch: {
    path: paths.killSwitch,
    title: 'Kill Switch',
    icon: 'power',
    group: 'Operations',
    needs: 'canViewKillSwitch',
  },
  history: {
    path: paths.history,
    title: 'Activation history',
    lead: 'Activation',
    icon: 'list',
    group: 'Audit',
    needs: 'canViewActivationHistory',
  },
  safeMode: {
    path: paths.safeMode,
    title: 'Safe Mode',
    icon: 'shield',
    group: 'Operations',
    needs: 'canViewSafeMode',
  },
  recovery: {
    path: paths.recovery,
    title: 'Recovery',
    icon: 'cross',
    group: 'Operations',
    needs: 'canViewSafeMode',
  },
} as const satisfies Record<string, PageFacts>;

/** The pages that the role may open, in order. Without a configured Guardian, there is no page about its mode. */
export function pagesFor(role: string): PageFacts[] {
  return Object.values(pages).filter(
    (page) => can(role, page.needs) && (page !== pages.safeMode || guardianIsConfigured()),
  );
}
