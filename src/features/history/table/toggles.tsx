import { useMemo } from 'react';
import type { AuditRow } from '../../../api/schemas';
import type { Person } from '../../../stores/session';
import { ExportButtons } from '../export/export-buttons';
import { applyFilter, isFiltered, operatorsOf } from '../filter/filter';
import { FilterBar } from '../filter/filter-bar';
import { lengthOfIncident } from '../answer/incident-words';
import type { Incident } from '../answer/incidents';
import { Pager } from './pager';
import { nameOf, placeOf } from './row-name';
import { ToggleTable } from './toggle-table';
import type { Address } from '../filter/use-address';
import type { History } from '../loading/use-history';
import { ChainReport, useChainVerdict, VerifyButton } from '../chain/verify-chain';

const ROWS_A_PAGE = 25;
/** More than anybody prints. The exports have no such limit. */
const MOST_ON_PAPER = 1_000;

type TogglesProps = {
  person: Person;
  history: History;
  incidents: readonly Incident[];
  /** On the server's clock, ms. */
  now: number;
  address: Address;
  /** True while printing: all matching rows are shown, because paper has no pages to turn. */
  printing: boolean;
};

/** The toggles themselves: filter, exports, verification, and the table, one page at a time. */
export function Toggles({ person, history, incidents, now, address, printing }: TogglesProps) {
  const { rows, total, complete } = history;
  const verdict = useChainVerdict(person.tenantId);
  const { filter, linkedRow } = address;
  const filtered = useMemo(() => applyFilter(rows, filter, incidents, now), [rows, filter, incidents, now]);
  const operators = useMemo(() => operatorsOf(rows), [rows]);
  const lengths = useMemo(() => lengthsOfRows(incidents), [incidents]);

  const place = linkedRow === null ? -1 : placeOf(filtered, linkedRow);
  const pages = Math.max(1, Math.ceil(filtered.length / ROWS_A_PAGE));
  const page = Math.min(address.page ?? Math.floor(Math.max(0, place) / ROWS_A_PAGE), pages - 1);

  return (
    <section aria-labelledby="toggles-title" className="card mt-5">
      <h2 id="toggles-title" className="text-heading font-semibold">
        Toggles
      </h2>
      <FilterBar
        filter={address.fields}
        problems={address.problems}
        operators={operators}
        onChange={address.setFilter}
        onLeave={address.writeNow}
      />
      <div className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
        <ExportButtons
          rows={filtered}
          incidents={incidents}
          filter={filter}
          history={history}
          person={person}
        />
        <VerifyButton verdict={verdict} />
      </div>
      <ChainReport verdict={verdict} rows={rows} />
      <p className="mt-4" aria-live="polite">
        {countWords(filtered.length, rows.length, Math.max(total, rows.length), isFiltered(filter), complete)}
      </p>
      {linkedRow !== null && place < 0 && rows.length > 0 && (
        <p className="mt-2 font-medium">
          {complete
            ? 'The row that the link names is not in this history, or the filter hides it.'
            : 'The row that the link names is not loaded yet.'}
        </p>
      )}
      {printing && filtered.length > MOST_ON_PAPER && (
        <p className="mt-2 font-medium">
          {`Rows 1–${n(MOST_ON_PAPER)} of ${n(filtered.length)}: paper holds no more. Export CSV and Export JSON hold all of them.`}
        </p>
      )}
      {filtered.length > 0 && (
        <>
          <ToggleTable
            rows={
              printing
                ? filtered.slice(0, MOST_ON_PAPER)
                : filtered.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)
            }
            me={person}
            now={now}
            lengthOf={(row) => lengths.get(row) ?? (complete ? '' : 'not known yet')}
            openRow={filtered[place] ?? null}
            follow={complete ? null : place}
            nameOf={(row) => nameOf(row, rows)}
            onOpen={(row) => address.openRow(row && nameOf(row, rows), page)}
          />
          <Pager page={page} pages={pages} onPage={address.turnTo} />
        </>
      )}
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

function countWords(
  shown: number,
  loaded: number,
  total: number,
  filtered: boolean,
  complete: boolean,
): string {
  const toggles = loaded === 1 ? 'toggle' : 'toggles';
  const of = complete
    ? loaded === 1
      ? 'the only toggle'
      : `all ${n(loaded)} toggles`
    : `the ${n(loaded)} ${toggles} loaded so far, of ${n(total)}`;
  if (loaded === 0) return '';
  if (!filtered) return `Shown: ${of}.`;
  return shown === 0 ? `No match among ${of}.` : `${n(shown)} match, of ${of}.`;
}
