import { urlPart } from '../../../api/http/connection';
import type { AuditRow } from '../../../api/schemas';
import { rowKey } from '../../../api/audit/toggle-rows';
import { paths } from '../../../lib/paths';

/** Half an emoji cannot be part of an address: this is how the address shows it. */
const asInAddress = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** The name of a row in an address: its id, or its whole key when another of `rows` has the same id. */
export function nameOf(row: AuditRow, rows: readonly AuditRow[]): string {
  const name = asInAddress(row.id);
  return rows.some((other) => other !== row && asInAddress(other.id) === name) ? rowKey(row) : name;
}

/** The place of the row that an address names: the newest one if there are several; -1 if it is not in `rows`. */
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
