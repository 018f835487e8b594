import { guardianIsConfigured } from '../api/http/deployment';
import { can, type Capability } from '../auth/capabilities';
import { paths } from '../lib/paths';

export type PageFacts = {
  path: string;
  /** In the sidebar and in the title of the tab. */
  title: string;
  /** Where it stands in the sidebar. */
  group: 'Operations' | 'Audit';
  /** Who lacks it reads No access instead. */
  needs: Capability;
};

/** The pages of the console. The start leads to the first one that the person may open. */
export const pages = {
  killSwitch: {
    path: paths.killSwitch,
    title: 'Kill Switch',
    group: 'Operations',
    needs: 'canViewKillSwitch',
  },
  history: {
    path: paths.history,
    title: 'Activation history',
    group: 'Audit',
    needs: 'canViewActivationHistory',
  },
  safeMode: {
    path: paths.safeMode,
    title: 'Safe Mode',
    group: 'Operations',
    needs: 'canViewSafeMode',
  },
  recovery: {
    path: paths.recovery,
    title: 'Recovery',
    group: 'Operations',
    needs: 'canViewSafeMode',
  },
} as const satisfies Record<string, PageFacts>;

/** The pages that the role opens, in their order. Where no Guardian is configured there is no page about its mode. */
export function pagesFor(role: string): PageFacts[] {
  return Object.values(pages).filter(
    (page) => can(role, page.needs) && (page !== pages.safeMode || guardianIsConfigured()),
  );
}
