import type { ReactNode } from 'react';
import { can } from '../auth/capabilities';
import { ExpiredDialog } from '../auth/expired-dialog';
import { SessionBanner } from '../auth/session-banner';
import { useSwitchState } from '../features/kill-switch/use-kill-switch';
import type { Person } from '../stores/session';
import { Header } from './header';
import { Sidebar } from './sidebar';
import { SwitchBanner } from './switch-banner';
import { useAnnouncedState } from './use-announced-state';
import { useDocumentState } from './use-document-state';
import { useRefreshOnReturn } from './use-refresh-on-return';

type LayoutProps = { person: Person; title: string; children: ReactNode };

/** Everything around a page, for a signed-in person. */
export function Layout({ person, title, children }: LayoutProps) {
  const { state } = useSwitchState();
  const visible = can(person.role, 'canViewKillSwitch') ? state : null;
  useDocumentState(visible?.kind ?? null, title);
  useAnnouncedState(visible?.kind ?? null);
  useRefreshOnReturn();
  return (
    <>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <Header person={person} state={visible} />
      {visible && <SwitchBanner state={visible} />}
      <SessionBanner />
      <div className="flex max-md:flex-col">
        <Sidebar person={person} />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 p-4 md:p-8">
          <div className="max-w-5xl">{children}</div>
        </main>
      </div>
      <ExpiredDialog />
    </>
  );
}
