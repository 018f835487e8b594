import { NavLink } from 'react-router-dom';
import type { Person } from '../stores/session';
import { pagesFor } from './pages';

const groups = ['Operations', 'Audit'] as const;

export function Sidebar({ person }: { person: Person }) {
  const pages = pagesFor(person.role);
  const shown = groups
    .map((name) => ({ name, entries: pages.filter(({ group }) => group === name) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav
      aria-label="Main"
      className="shrink-0 border-hairline p-4 max-md:flex max-md:flex-wrap max-md:gap-x-2 max-md:border-b max-md:py-1 md:w-56 md:border-r print:hidden"
    >
      {shown.length === 0 && <p className="text-muted">There is nothing here for your role.</p>}
      {shown.map(({ name, entries }) => (
        <div key={name} className="md:mb-4">
          <p className="text-meta font-medium text-muted max-md:sr-only">{name}</p>
          <ul className="max-md:flex max-md:flex-wrap">
            {entries.map(({ path, title }) => (
              <li key={path}>
                <NavLink
                  end
                  to={path}
                  className="block rounded-control px-3 py-2 text-ink max-sm:px-2 no-underline hover:underline aria-[current]:bg-sunken aria-[current]:font-semibold"
                >
                  {title}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
