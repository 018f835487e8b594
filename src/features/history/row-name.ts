import type { AuditRow } from '../../api/schemas';
import { rowKey } from '../../api/toggle-rows';
import { hrefOf, paths } from '../../lib/paths';

/** What names a row in an address: its id, or all that tells it from another of `rows` with the same id. */
export function nameOf(row: AuditRow, rows: readonly AuditRow[]): string {
  return rows.some((other) => other !== row && other.id === row.id) ? rowKey(row) : row.id;
}

/** Where the row stands that an address names, the newest one if it names several; -1 if it is not there. */
export function placeOf(rows: readonly AuditRow[], name: string): number {
  const place = rows.findIndex(({ id }) => id === name);
  return place < 0 ? rows.findIndex((row) => rowKey(row) === name) : place;
}

/** The address that leads to the row of a name. */
export function rowLink(name: string): string {
  return hrefOf(`${paths.history}?row=${encodeURIComponent(name)}`);
}
