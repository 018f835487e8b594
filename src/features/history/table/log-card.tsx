import { useMemo } from 'react';
import type { AuditRow } from '../../../api/schemas';
import type { Person } from '../../../stores/session';
import { lengthOfIncident } from '../answer/incident-words';
import type { Incident } from '../answer/incidents';
import { incidentsWith } from '../answer/rows-of';
import { isFiltered } from '../filter/filter';
import { Segments } from '../filter/segments';
import type { Address } from '../filter/use-address';
import type { History } from '../loading/use-history';
import { countWords } from './count-words';
import { IncidentTable } from './incident-table';
import { Pager } from './pager';
import { nameOf, placeOf, rowLink } from './row-name';
import { ToggleTable } from './toggle-table';

const ON_A_PAGE = 25;
/** More than anybody prints. The exports have no such limit. */
const MOST_ON_PAPER = 1_000;

const views = [
  { value: 'incidents', label: 'Incidents' },
  { value: 'toggles', label: 'Toggles' },
] as const;

type LogCardProps = {
  person: Person;
  history: History;
  incidents: readonly Incident[];
  /** On the server's clock, ms. */
  now: number;
  address: Address;
  /** The rows that the filter keeps. */
  filtered: readonly AuditRow[];
  /** What an export lacks, in words, in an element with this id. */
  exported: { id: string; lacks: string };
  /** True while printing: everything that matches is shown, because paper has no pages to turn. */
  printing: boolean;
};

/** What the filter keeps, one page at a time: as incidents, or as the toggles that they consist of. */
export function LogCard(props: LogCardProps) {
  const { person, history, incidents, now, address, filtered, exported, printing } = props;
  const { rows, total, complete } = history;
  const { filter, linkedRow, view } = address;
  const kept = useMemo(
    () => (view === 'incidents' ? incidentsWith(filtered, incidents) : []),
    [view, filtered, incidents],
  );
  const lengths = useMemo(() => lengthsOfRows(incidents), [incidents]);

  const place = linkedRow === null ? -1 : placeOf(filtered, linkedRow);
  const count = view === 'toggles' ? filtered.length : kept.length;
  const pages = Math.max(1, Math.ceil(count / ON_A_PAGE));
  const page = Math.min(address.page ?? Math.floor(Math.max(0, place) / ON_A_PAGE), pages - 1);
  const onPage = <T,>(all: readonly T[]) =>
    printing ? all.slice(0, MOST_ON_PAPER) : all.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE);

  return (
    <section aria-labelledby="log-title" className="card mt-5">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="log-title" className="flex-1 text-heading font-semibold">
          {view === 'toggles'
            ? 'Toggles'
            : `Incidents: ${n(kept.length)} of ${n(incidents.length)}${complete ? '' : ' so far'}`}
        </h2>
        <Segments label="Table" options={views} chosen={view} onChoose={address.show} />
      </div>
      <p className="mt-1" aria-live="polite">
        {countWords({
          shown: filtered.length,
          loaded: rows.length,
          total: Math.max(total, rows.length),
          filtered: isFiltered(filter),
          complete,
        })}
      </p>
      <p id={exported.id} className="text-meta text-muted empty:sr-only print:hidden">
        {exported.lacks}
      </p>
      {linkedRow !== null && place < 0 && rows.length > 0 && (
        <p className="mt-2 font-medium">
          {complete
            ? 'The row that the link names is not in this history, or the filter hides it.'
            : 'The row that the link names is not loaded yet.'}
        </p>
      )}
      {printing && count > MOST_ON_PAPER && (
        <p className="mt-2 font-medium">
          {`Rows 1–${n(MOST_ON_PAPER)} of ${n(count)}: paper holds no more. Export CSV and Export JSON hold all of them.`}
        </p>
      )}
      {view === 'incidents' && kept.length === 0 && filtered.length > 0 && (
        <p className="mt-2">These toggles belong to no known incident. They are under Toggles.</p>
      )}
      {count > 0 && view === 'incidents' && (
        <IncidentTable
          incidents={onPage(kept)}
          me={person}
          now={now}
          // A look for others with the same id takes long, so it is made only when there are some.
          linkTo={(row) => rowLink(nameOf(row, history.sharedIds > 0 ? rows : []))}
        />
      )}
      {count > 0 && view === 'toggles' && (
        <ToggleTable
          rows={onPage(filtered)}
          me={person}
          now={now}
          lengthOf={(row) => lengths.get(row) ?? (complete ? '' : 'not known yet')}
          openRow={filtered[place] ?? null}
          follow={complete ? null : place}
          nameOf={(row) => nameOf(row, rows)}
          onOpen={(row) => address.openRow(row && nameOf(row, rows), page)}
        />
      )}
      <Pager page={page} pages={pages} onPage={address.turnTo} />
    </section>
  );
}

const n = (count: number) => count.toLocaleString('en');

/** By row, how long its incident lasted, in words. */
function lengthsOfRows(incidents: readonly Incident[]): Map<AuditRow, string> {
  return new Map(
    incidents.flatMap((incident) =>
      [incident.engage, incident.disengage].flatMap((row) =>
        row ? [[row, lengthOfIncident(incident)] as const] : [],
      ),
    ),
  );
}
