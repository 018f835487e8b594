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
  // Last, so that no other column has moved since files were first exported.
  'operator_id',
];

/** Excel reads UTF-8 only with it. */
const BOM = '\uFEFF';

/** Tabs and semicolons need no quotes in RFC 4180, but LibreOffice splits at them too, and Excel in half of Europe. */
function quote(cell: string): string {
  return /[",;\t\r\n\0]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** ISO 8601 in UTC; what is not a time with a zone as recorded, so that nothing is invented. */
function timeCell(row: AuditRow): string {
  const ms = timeOf(row);
  return ms === null ? neutralise(row.timestamp ?? '') : new Date(ms).toISOString();
}

/** How long each incident lasted that a disengage row closed, in s, by that row. */
function secondsByRow(incidents: readonly Incident[]): Map<AuditRow, number> {
  return new Map(
    incidents.flatMap(({ disengage, durationMs }) =>
      disengage && durationMs !== null ? [[disengage, durationMs / 1_000]] : [],
    ),
  );
}

/**
 * The rows in the order given as CSV (RFC 4180, UTF-8 with BOM, CRLF after every line). What a spreadsheet would take for a
 * formula, a number or a date is neutralised, but for the console's own times and lengths. `engaged_for_seconds` stands on
 * the disengage row that ended an incident, when its length is known.
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
