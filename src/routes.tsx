import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { ErrorBoundary } from './app/error-boundary';
import { guardianIsConfigured } from './api/http/deployment';
import { Layout } from './app/layout';
import { NoAccess } from './app/no-access';
import { NotFound } from './app/not-found';
import { can, type Capability } from './auth/capabilities';
import { personKey } from './auth/person';
import { SignInPage } from './auth/sign-in/sign-in-page';
import KillSwitchPage from './features/kill-switch/kill-switch-page';
import { OutageCard } from './switch/outage-card';
import { goTo } from './lib/go-to';
import { paths } from './lib/paths';
import { useSession, type Person } from './stores/session';

const HistoryPage = lazy(() => import('./features/history/history-page'));
const SafeModePage = lazy(() => import('./features/safe-mode/safe-mode-page'));
const RecoveryPage = lazy(() => import('./features/recovery/recovery-page'));

type Page = { path: string; title: string; needs: Capability; render: (person: Person) => ReactNode };

/** One capability a page. The kill-switch page is in the first bundle: a lost chunk must not take the lever away. */
export const pages: Page[] = [
  {
    path: paths.killSwitch,
    title: 'Kill Switch',
    needs: 'canViewKillSwitch',
    render: (person) => <KillSwitchPage person={person} />,
  },
  {
    path: paths.history,
    title: 'Activation history',
    needs: 'canViewActivationHistory',
    render: (person) => <HistoryPage person={person} />,
  },
  {
    path: paths.safeMode,
    title: 'Safe Mode',
    needs: 'canViewSafeMode',
    render: (person) => <SafeModePage person={person} />,
  },
  {
    path: paths.recovery,
    title: 'Recovery',
    needs: 'canViewSafeMode',
    render: (person) => <RecoveryPage person={person} />,
  },
];

export function AppRoutes() {
  const { session } = useSession();
  const { pathname } = useLocation();
  if (session.phase === 'starting') {
    return (
      <main id="main" className="p-4">
        <p>Checking who is signed in…</p>
      </main>
    );
  }
  if (session.phase === 'signed-out') return <SignInPage {...session} Outage={OutageCard} />;
  const { person } = session;
  const page = findPage(pathname, person);
  const allowed = page && can(person.role, page.needs);
  return (
    // What one person asked for and was told is not shown to the next one.
    <Layout
      key={personKey(person)}
      person={person}
      title={!page ? 'Page not found' : allowed ? page.title : 'No access'}
    >
      {!page ? (
        <NotFound />
      ) : allowed ? (
        loaded(page.path, page.render(person))
      ) : (
        <NoAccess needs={page.needs} person={person} />
      )}
      {page && pathname === paths.home && <GoTo path={page.path} />}
    </Layout>
  );
}

/** Gives the page that opens at the start its own address. */
function GoTo({ path }: { path: string }) {
  // Effect: an address can only change once something is rendered at the old one.
  useEffect(() => goTo(path, { replace: true }), [path]);
  return null;
}

/** The start is the first page that the person may open. Without a Guardian there is no page about it. */
function findPage(pathname: string, person: Person): Page | undefined {
  const path = pathname.replace(/\/$/, '');
  if (pathname === paths.home) return pages.find(({ needs }) => can(person.role, needs)) ?? pages[0];
  if (path === paths.safeMode && !guardianIsConfigured()) return undefined;
  return pages.find((page) => page.path === path);
}

/** A page's own code may still be on its way, or be gone since the last deployment: the shell stays. */
function loaded(path: string, page: ReactNode): ReactNode {
  return (
    <ErrorBoundary key={path} withinShell>
      <Suspense fallback={<p>Loading the page…</p>}>{page}</Suspense>
    </ErrorBoundary>
  );
}
