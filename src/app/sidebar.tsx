import { useLocation } from 'react-router-dom';
import { guardianIsConfigured } from '../api/http/deployment';
import { can, type Capability } from '../auth/capabilities';
import { hrefOf, paths } from '../lib/paths';
import type { Person } from '../stores/session';

type Entry = { name: string; path: string; needs: Capability };
const groups: { name: string; entries: Entry[] }[] = [
  {
    name: 'Operations',
    entries: [
      { name: 'Kill Switch', path: paths.killSwitch, needs: 'canViewKillSwitch' },
      { name: 'Safe Mode', path: paths.safeMode, needs: 'canViewSafeMode' },
      { name: 'Recovery', path: paths.recovery, needs: 'canViewSafeMode' },
    ],
  },
  {
    name: 'Audit',
    entries: [{ name: 'Activation history', path: paths.history, needs: 'canViewActivationHistory' }],
  },
];

export function Sidebar({ person }: { person: Person }) {
  const { pathname } = useLocation();
  const shown = groups
    .map(({ name, entries }) => ({
      name,
      entries: entries.filter(
        ({ needs, path }) => can(person.role, needs) && (path !== paths.safeMode || guardianIsConfigured()),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav
      aria-label="Main"
      className="shrink-0 border-hairline p-4 max-md:flex max-md:flex-wrap max-md:gap-x-2 max-md:border-b max-md:py-1 md:w-56 md:border-r print:hidden"
    >
      {shown.length === 0 && <p className="text-muted">There is nothing here for your role.</p>}
      {shown.map(({ name, entries }) => (
        <div key={name} className="md:mb-4">
          <p className="text-sm font-semibold text-muted max-md:sr-only">{name}</p>
          <ul className="max-md:flex max-md:flex-wrap">
            {entries.map((entry) => (
              <li key={entry.path}>
                <a
                  href={hrefOf(entry.path)}
                  aria-current={entry.path === pathname ? 'page' : undefined}
                  className="block rounded-md px-3 py-2 text-ink max-sm:px-2 no-underline hover:underline aria-[current]:bg-surface aria-[current]:font-bold"
                >
                  {entry.name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
