import { Suspense } from 'react';
import { Outlet } from 'react-router-dom';
import { can } from '../auth/capabilities';
import type { Person } from '../stores/session';
import { ErrorBoundary } from './error-boundary';
import { NoAccess } from './no-access';
import type { PageFacts } from './pages';
import { usePageTitle } from './use-document-state';

type PageProps = { page: PageFacts; person: Person };

/** The frame of every page: its title in the tab, and "No access" in its place for a person without its capability. */
export function Page({ page, person }: PageProps) {
  const allowed = can(person.role, page.needs);
  usePageTitle(allowed ? page.title : 'No access');
  if (!allowed) return <NoAccess needs={page.needs} person={person} />;
  return (
    // A page's own code may still be loading, or may be gone since the last deployment. The shell and the other pages stay.
    <ErrorBoundary key={page.path} withinShell>
      <Suspense fallback={<p>Loading the page…</p>}>
        <Outlet />
      </Suspense>
    </ErrorBoundary>
  );
}
