import { urlPart } from '../../../api/http/connection';
import type { AuditRow } from '../../../api/schemas';
import { rowKey } from '../../../api/audit/toggle-rows';
import { paths } from '../../../lib/paths';

/** An address cannot hold half an emoji: this is what becomes of it there. */
const asInAddress = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** What names a row in an address: its id, or all that tells it from another of `rows` with the same id. */
export function nameOf(row: AuditRow, rows: readonly AuditRow[]): string {
  const name = asInAddress(row.id);
  return rows.some((other) => other !== row && asInAddress(other.id) === name) ? rowKey(row) : name;
}

/** Where the row stands that an address names, the newest one if it names several; -1 if it is not there. */
export function placeOf(rows: readonly AuditRow[], name: string): number {
  const place = rows.findIndex(({ id }) => id === name);
  if (place >= 0) return place;
  const altered = name.includes('\uFFFD') ? rows.findIndex(({ id }) => asInAddress(id) === name) : -1;
  return altered >= 0 ? altered : rows.findIndex((row) => rowKey(row) === name);
}

/** The address that leads to the row of a name. */
export function rowLink(name: string): string {
  return `${paths.history}?row=${urlPart(name)}`;
}
