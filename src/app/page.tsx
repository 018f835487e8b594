import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { can } from '../auth/capabilities';
import { optional } from '../lib/optional';
import { useSession, type Person } from '../stores/session';
import { ErrorBoundary } from './error-boundary';
import { pages, type PageFacts } from './pages';
import { usePageTitle } from './use-document-state';

type PageProps = { page: PageFacts; person: Person };

const WhosePage = optional(() => import('./whose-page'));
const LED = 'led';
const { killSwitch, history } = pages;

/** The frame of every page: its title in the tab, and "No access" in its place for a person without its capability. */
export function Page({ page, person: { role } }: PageProps) {
  const { takenRole } = useSession();
  const { state } = useLocation();
  const allowed = can(role, page.needs);
  usePageTitle(allowed ? page.title : 'No access');
  // Whoever may only read the history is led there. Not those whose role was taken away: they are told so where they are.
  if (!allowed && page === killSwitch && takenRole === null && can(role, history.needs))
    return <Navigate replace to={history.path} state={LED} />;
  if (!allowed)
    return (
      <>
        <h1 className="text-title font-semibold">No access</h1>
        <Suspense fallback={null}>
          <WhosePage needs={page.needs} role={role} />
        </Suspense>
      </>
    );
  return (
    // A page's own code may still be loading, or may be gone since the last deployment. The shell and the other pages stay.
    <ErrorBoundary key={page.path} withinShell>
      <Suspense fallback={<p>Loading the page…</p>}>
        {state === LED && !can(role, killSwitch.needs) && (
          <WhosePage missed={killSwitch.title} needs={killSwitch.needs} role={role} />
        )}
        <Outlet />
      </Suspense>
    </ErrorBoundary>
  );
}
