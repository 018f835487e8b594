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
      <SafeModeBanner state={guardian.state} role={person.role} />
      {visible && <SwitchBanner state={visible} />}
      <SessionBanner />
      <div className="flex max-md:flex-col">
        <Sidebar person={person} />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 p-4 md:p-8">
          <div className="max-w-5xl">
            <Outlet context={visible?.kind ?? null} />
          </div>
        </main>
      </div>
      <ExpiredDialog Outage={OutageCard} />
    </>
  );
}
