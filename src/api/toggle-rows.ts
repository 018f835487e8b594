import type { AuditRow } from './schemas';
import { isRedacted } from '../lib/text';
import { parseTimestamp } from '../lib/time';

// Rows are never changed, and 10,000 timestamps read again for every page that arrives would be felt.
const times = new WeakMap<AuditRow, number | null>();

/** When the row was written, ms since the epoch; null when it does not say. Parsed once: histories are long. */
export function timeOf(row: AuditRow): number | null {
  let time = times.get(row);
  if (time === undefined) times.set(row, (time = parseTimestamp(row.timestamp)));
  return time;
}

/** What tells a row from every other one. Ids should, but a server may give one to an engage and a disengage. */
export function rowKey({ id, action, timestamp }: AuditRow): string {
  return JSON.stringify([id, action, timestamp ?? null]);
}

/** How many rows carry an id that another one carries, too. */
export function countSharedIds(rows: readonly AuditRow[]): number {
  const counts = new Map<string, number>();
  for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].reduce((total, count) => total + (count > 1 ? count : 0), 0);
}

/**
 * Newest first, each row once: rows that differ in action or time are not the same, whatever their ids. A row without a
 * usable time stays beside its newer neighbour in its list.
 */
export function mergeToggles(lists: readonly (readonly AuditRow[])[], limit: number): AuditRow[] {
  const placed = lists.flatMap((rows) => {
    let time = Infinity;
    return rows.map((row) => ({ row, time: (time = timeOf(row) ?? time) }));
  });
  const seen = new Set<string>();
  return placed
    .toSorted((a, b) => (a.time === b.time ? 0 : b.time - a.time))
    .map(({ row }) => row)
    .filter((row) => {
      const key = rowKey(row);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, limit);
}

function firstText(row: AuditRow, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = Object.hasOwn(row.metadata_json ?? {}, key) ? row.metadata_json?.[key] : null;
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/** Who toggled, as recorded; null when the row does not say. contract.md §1. */
export function operatorOf(row: AuditRow): string | null {
  return firstText(row, ['actor', 'user_id', 'operator']);
}

/** Why, as recorded; null when the row does not say. */
export function reasonOf(row: AuditRow): string | null {
  return firstText(row, ['reason']) ?? (row.reason?.trim() ? row.reason : null);
}

export type Me = { id: string | null; email: string };

/** Whether the operator on record is the signed-in person; a redacted name is nobody's. */
export function isMe(operator: string | null, me: Me): boolean {
  if (operator === null || isRedacted(operator)) return false;
  const name = operator.toLowerCase();
  return name === me.id?.toLowerCase() || name === me.email.toLowerCase();
}
