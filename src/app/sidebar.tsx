import { NavLink } from 'react-router-dom';
import type { ComfortsProps } from '../features/comforts/comforts';
import { ComfortsSlot } from './comforts-slot';
import { pagesFor } from './pages';

const groups = ['Operations', 'Audit'] as const;

export function Sidebar(facts: ComfortsProps) {
  const pages = pagesFor(facts.person.role);
  const shown = groups
    .map((name) => ({ name, entries: pages.filter(({ group }) => group === name) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav
      aria-label="Main"
      className="border-hairline bg-surface max-md:border-b max-md:px-2 md:absolute md:inset-y-0 md:left-0 md:w-52 md:border-r md:p-2 print:hidden"
    >
      <div className="max-md:flex max-md:flex-wrap md:sticky md:top-2">
        {shown.length === 0 && <p className="p-3 text-muted">Your role has no pages here.</p>}
        {shown.map(({ name, entries }) => (
          <div key={name} className="md:mb-3">
            <p className="px-3 py-2 text-meta text-muted max-md:sr-only">{name}</p>
            <ul className="max-md:flex max-md:flex-wrap">
              {entries.map(({ path, title }) => (
                <li key={path}>
                  <NavLink end to={path} className="nav-row">
                    {title}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <ComfortsSlot {...facts} />
      </div>
    </nav>
  );
}
