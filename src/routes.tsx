import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { guardianIsConfigured } from './api/http/deployment';
import { Layout } from './app/layout';
import { NotFound } from './app/not-found';
import { Page } from './app/page';
import { pages, pagesFor } from './app/pages';
import { personKey } from './auth/person';
import { SignInPage } from './auth/sign-in/sign-in-page';
import KillSwitchPage from './features/kill-switch/kill-switch-page';
import { paths } from './lib/paths';
import { useSession } from './stores/session';
import { OutageCard } from './switch/outage-card';

// The kill-switch page is in the first script, because a missing chunk must not take the lever away.
const HistoryPage = lazy(() => import('./features/history/history-page'));
const SafeModePage = lazy(() => import('./features/safe-mode/safe-mode-page'));
const RecoveryPage = lazy(() => import('./features/recovery/recovery-page'));

export function AppRoutes() {
  const { session } = useSession();
  if (session.phase === 'starting') {
    return (
      <main id="main" className="p-4">
        <p>Checking who is signed in…</p>
      </main>
    );
  }
  // Shown in place of the requested page. The address stays, so that page appears after the sign-in.
  if (session.phase === 'signed-out') return <SignInPage {...session} Outage={OutageCard} />;
  const { person } = session;
  const [start = pages.killSwitch] = pagesFor(person.role);
  return (
    <Routes>
      {/* The state and the answers of one person are not shown to the next one. */}
      <Route element={<Layout key={personKey(person)} person={person} />}>
        <Route path={paths.home} element={<Navigate replace to={start.path} />} />
        <Route element={<Page page={pages.killSwitch} person={person} />}>
          <Route path={paths.killSwitch} element={<KillSwitchPage person={person} />} />
        </Route>
        <Route element={<Page page={pages.history} person={person} />}>
          <Route path={paths.history} element={<HistoryPage person={person} />} />
        </Route>
        {guardianIsConfigured() && (
          <Route element={<Page page={pages.safeMode} person={person} />}>
            <Route path={paths.safeMode} element={<SafeModePage person={person} />} />
          </Route>
        )}
        <Route element={<Page page={pages.recovery} person={person} />}>
          <Route path={paths.recovery} element={<RecoveryPage person={person} />} />
        </Route>
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
