import { Outlet } from 'react-router-dom';
import { can } from '../auth/capabilities';
import { ExpiredDialog } from '../auth/session/expired-dialog';
import { SessionBanner } from '../auth/session/session-banner';
import { OutageCard } from '../switch/outage-card';
import { TogglesProvider } from '../switch/toggle-provider';
import { useSwitchState } from '../switch/use-kill-switch';
import { SafeModeBanner } from '../guardian/safe-mode-banner';
import { useGuardian } from '../guardian/use-guardian';
import type { Person } from '../stores/session';
import { Header } from './header';
import { Sidebar } from './sidebar';
import { SwitchBanner } from '../switch/switch-banner';
import { useAnnouncedMode, useAnnouncedState } from './use-announced-state';
import { useRefreshOnReturn } from './use-refresh-on-return';

/** Everything around a page for a signed-in person. */
export function Layout({ person }: { person: Person }) {
  return (
    <TogglesProvider tenantId={person.tenantId}>
      <Shell person={person} />
    </TogglesProvider>
  );
}

function Shell({ person }: { person: Person }) {
  const { state } = useSwitchState();
  const visible = can(person.role, 'canViewKillSwitch') ? state : null;
  // The lever comes first on a bad network: the Guardian is asked only after the switch has answered or failed.
  const guardian = useGuardian({ ask: visible?.kind !== 'checking' });
  useAnnouncedState(visible);
  useAnnouncedMode(guardian.state);
  useRefreshOnReturn();
  return (
    <>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <Header person={person} state={visible} />
      {/* On a wide screen the sidebar has a column of its own: a banner that appears does not move its links. */}
      <div className="relative md:min-h-[calc(100dvh-3.25rem)] md:pl-52 print:pl-0">
        <div className="z-1 tall:sticky tall:top-0">
          <SafeModeBanner state={guardian.state} role={person.role} />
          {visible && <SwitchBanner state={visible} />}
        </div>
        <SessionBanner />
        <Sidebar person={person} state={visible} mode={guardian.state} />
        <main id="main" tabIndex={-1} className="p-4 md:px-8 md:py-6">
          <div className="max-w-280">
            <Outlet context={visible?.kind ?? null} />
          </div>
        </main>
      </div>
      <ExpiredDialog Outage={OutageCard} />
    </>
  );
}
