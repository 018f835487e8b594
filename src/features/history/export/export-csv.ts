import type { AuditRow } from '../../../api/schemas';
import { operatorOf, operatorShown, reasonOf, timeOf } from '../../../api/audit/toggle-rows';
import type { Incident } from '../answer/incidents';
import { neutralise } from './spreadsheet';

const HEADER = [
  'id',
  'time_utc',
  'action',
  'operator',
  'reason',
  'engaged_for_seconds',
  'request_id',
  'event_hash',
  'prev_hash',
  'tenant_id',
  // The last column, so that the columns of earlier exports have kept their places.
  'operator_id',
];

/** Excel recognises UTF-8 only with this mark. */
const BOM = '\uFEFF';

/**
 * RFC 4180 needs no quotes for tabs and semicolons, but LibreOffice splits cells at them, and so does Excel in many European
 * countries.
 */
function quote(cell: string): string {
  return /[",;\t\r\n\0]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** ISO 8601 in UTC. A value that is not a time with a zone is exported as recorded, so that nothing is invented. */
function timeCell(row: AuditRow): string {
  const ms = timeOf(row);
  return ms === null ? neutralise(row.timestamp ?? '') : new Date(ms).toISOString();
}

/** By disengage row, how long the incident lasted that this row ended, in s. */
function secondsByRow(incidents: readonly Incident[]): Map<AuditRow, number> {
  return new Map(
    incidents.flatMap(({ disengage, durationMs }) =>
      disengage && durationMs !== null ? [[disengage, durationMs / 1_000]] : [],
    ),
  );
}

/**
 * The rows in the given order as CSV (RFC 4180, UTF-8 with BOM, CRLF after every line). A cell that a spreadsheet would take
 * for a formula, a number or a date is neutralised, except for the console's own times and lengths. `engaged_for_seconds` is
 * on the disengage row that ended an incident, when the length is known.
 */
export function toCsv(rows: readonly AuditRow[], incidents: readonly Incident[]): string {
  const seconds = secondsByRow(incidents);
  const lines = rows.map((row) => [
    neutralise(row.id),
    timeCell(row),
    neutralise(row.action),
    neutralise(operatorShown(row) ?? ''),
    neutralise(reasonOf(row) ?? ''),
    String(seconds.get(row) ?? ''),
    neutralise(row.request_id ?? ''),
    neutralise(row.event_hash ?? ''),
    neutralise(row.prev_hash ?? ''),
    neutralise(row.tenant_id),
    neutralise(operatorOf(row) ?? ''),
  ]);
  const records = [HEADER, ...lines].map((cells) => cells.map(quote).join(','));
  return `${BOM}${records.join('\r\n')}\r\n`;
}
