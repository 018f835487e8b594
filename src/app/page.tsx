import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { can } from '../auth/capabilities';
import { WhosePage } from '../auth/whose-page';
import { useSession, type Person } from '../stores/session';
import { ErrorBoundary } from './error-boundary';
import { NoAccess } from './no-access';
import { pages, type PageFacts } from './pages';
import { usePageTitle } from './use-document-state';

type PageProps = { page: PageFacts; person: Person };

const LED = 'led';
const { killSwitch, history } = pages;

/** The frame of every page: its title in the tab, and "No access" in its place for a person without its capability. */
export function Page({ page, person: { role }, person }: PageProps) {
  const { takenRole } = useSession();
  const { state } = useLocation();
  const allowed = can(role, page.needs);
  usePageTitle(allowed ? page.title : 'No access');
  // Whoever may only read the history is led there. Not those whose role was taken away: they are told so where they are.
  if (!allowed && page === killSwitch && takenRole === null && can(role, history.needs))
    return <Navigate replace to={history.path} state={LED} />;
  if (!allowed) return <NoAccess needs={page.needs} person={person} />;
  return (
    // A page's own code may still be loading, or may be gone since the last deployment. The shell and the other pages stay.
    <ErrorBoundary key={page.path} withinShell>
      {state === LED && !can(role, killSwitch.needs) && (
        <WhosePage page={killSwitch.title} needs={killSwitch.needs} role={role} />
      )}
      <Suspense fallback={<p>Loading the page…</p>}>
        <Outlet />
      </Suspense>
    </ErrorBoundary>
  );
}
