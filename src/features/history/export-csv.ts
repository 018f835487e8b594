import type { AuditRow } from '../../api/schemas';
import { operatorOf, reasonOf, timeOf } from '../../api/toggle-rows';
import type { Incident } from './incidents';

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
];

/** Excel reads UTF-8 only with it. */
const BOM = '\uFEFF';

/**
 * What a spreadsheet may take for a formula. Programs differ in which blanks and invisible characters they drop before they
 * look, so all of them are skipped; and some read the full-width signs of East Asian keyboards like the plain ones.
 */
const FORMULA = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]*[=+\-@\t\r\n\0＝＋－＠]/u;

/**
 * The cell with an apostrophe in front if its first visible character is one of `= + - @`, or if a tab, CR, LF or NUL stands
 * before the first visible one: a spreadsheet then shows it as text. The exact text is in the JSON export.
 */
export function neutralise(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Tabs and semicolons need no quotes in RFC 4180, but LibreOffice splits at them too, and Excel in half of Europe. */
function quote(cell: string): string {
  return /[",;\t\r\n\0]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** ISO 8601 in UTC; what is not a time with a zone as recorded, so that nothing is invented. */
function timeCell(row: AuditRow): string {
  const ms = timeOf(row);
  return ms === null ? (row.timestamp ?? '') : new Date(ms).toISOString();
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
 * The rows in the order given as CSV (RFC 4180, UTF-8 with BOM, CRLF after every line), formulas neutralised.
 * `engaged_for_seconds` stands on the disengage row that ended an incident, when its length is known.
 */
export function toCsv(rows: readonly AuditRow[], incidents: readonly Incident[]): string {
  const seconds = secondsByRow(incidents);
  const lines = rows.map((row) => [
    row.id,
    timeCell(row),
    row.action,
    operatorOf(row) ?? '',
    reasonOf(row) ?? '',
    String(seconds.get(row) ?? ''),
    row.request_id ?? '',
    row.event_hash ?? '',
    row.prev_hash ?? '',
    row.tenant_id,
  ]);
  const records = [HEADER, ...lines].map((cells) => cells.map((cell) => quote(neutralise(cell))).join(','));
  return `${BOM}${records.join('\r\n')}\r\n`;
}
