import { useEffect, useMemo } from 'react';
import { Outlet } from 'react-router-dom';
import { can } from '../auth/capabilities';
import { ExpiredDialog } from '../auth/session/expired-dialog';
import { SessionBanner } from '../auth/session/session-banner';
import { OutageCard } from '../switch/outage-card';
import { TogglesProvider } from '../switch/toggle-provider';
import { useSwitchState } from '../switch/use-kill-switch';
import { shapeOf, toldMode } from '../guardian/mode';
import { useGuardian } from '../guardian/use-guardian';
import { paths } from '../lib/paths';
import type { Person } from '../stores/session';
import { Header } from './header';
import { Sidebar } from './sidebar';
import { StateRail } from './state-rail';
import { useAnnouncedMode, useAnnouncedState } from './use-announced-state';
import type { Shown } from './use-document-state';
import { useLate } from './use-late';
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
  const ready = visible?.kind !== 'checking';
  const guardian = useGuardian({ ask: ready });
  useAnnouncedState(visible, guardian.state);
  useAnnouncedMode(guardian.state);
  useRefreshOnReturn();
  const late = useLate(ready);
  // Effect: the browser's cache is outside of the page.
  useEffect(() => late.code?.keepLetters(), [late.code]);
  const kind = visible?.kind ?? null;
  const mode = shapeOf(toldMode(guardian.state));
  const shown = useMemo((): Shown => ({ kind, mode }), [kind, mode]);
  return (
    <>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <Header person={person} state={visible} late={late} />
      <StateRail state={visible} guardian={guardian.state} hosts={guardian.hosts} role={person.role} />
      <div className="shell">
        <Sidebar
          person={person}
          shapes={{
            [paths.killSwitch]: kind,
            [paths.safeMode]: mode,
          }}
          late={late}
        />
        <div className="min-w-0 grow">
          <SessionBanner />
          <main id="main" tabIndex={-1} className="p-4 md:px-8 md:py-6">
            <div className="max-w-280">
              <Outlet context={shown} />
            </div>
          </main>
        </div>
      </div>
      {late.code && <late.code.Comforts person={person} state={visible} mode={guardian.state} />}
      <ExpiredDialog Outage={OutageCard} />
    </>
  );
}
