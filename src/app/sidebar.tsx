import { NavLink } from 'react-router-dom';
import type { Person } from '../stores/session';
import { Icon } from '../ui/icon';
import { StateIcon, type StateIconName } from '../ui/state-icon';
import { pagesFor, type PageFacts } from './pages';
import type { Late } from './use-late';

const groups = ['Operations', 'Audit'] as const;

type SidebarProps = {
  person: Person;
  /** The shapes of the two states by their pages; null for a state that is not shown to this person. */
  shapes: Record<string, StateIconName | null>;
  late: Late;
};

/** The pages: beside the content, and on a phone as tabs at the foot of the screen. */
export function Sidebar({ person, shapes, late }: SidebarProps) {
  const open = pagesFor(person.role);
  const shown = groups
    .map((name) => ({ name, entries: open.filter(({ group }) => group === name) }))
    .filter(({ entries }) => entries.length > 0);
  const stopped = Object.values(shapes).includes('engaged');
  return (
    <nav
      aria-label="Main"
      className="border-hairline bg-surface max-md:order-last md:w-52 md:shrink-0 md:border-r md:p-2 print:hidden"
    >
      {/* Scrolled, it stays where it was: under the header and the two states. */}
      <div className="md:sticky md:top-24">
        <div className="tabs">
          {shown.length === 0 && <p className="p-3 text-muted">Your role has no pages here.</p>}
          {shown.map(({ name, entries }) => (
            <div key={name} className="max-md:contents md:mb-3">
              <p className="px-3 py-2 text-meta text-muted max-md:sr-only">{name}</p>
              <ul className="max-md:contents">
                {entries.map((page) => (
                  <li key={page.path} className="max-md:flex-1">
                    <NavLink end to={page.path} className="nav-row tab">
                      <Icon d={late.code?.shapes[page.icon]} />
                      <PageName page={page} />
                      <Dot shape={shapes[page.path]} quiet={stopped} />
                    </NavLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
        {late.code && <late.code.OwnLinks />}
      </div>
    </nav>
  );
}

function PageName({ page: { title, lead } }: { page: PageFacts }) {
  if (!lead) return <span key="whole">{title}</span>;
  return (
    <span key="parts">
      <span className="max-md:sr-only">{lead}</span>{' '}
      <span className="max-md:inline-block max-md:capitalize">{title.slice(lead.length + 1)}</span>
    </span>
  );
}

/** `quiet`: while agents are stopped, no other state is green. */
function Dot({ shape, quiet }: { shape: StateIconName | null | undefined; quiet: boolean }) {
  return shape && <StateIcon key={shape} state={shape} quiet={quiet} className="tab-dot" />;
}
