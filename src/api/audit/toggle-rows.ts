import type { AuditRow } from '../schemas';
import { isRedacted } from '../../lib/text';
import { parseTimestamp } from '../../lib/time';

// Cached by row. Rows never change, and parsing 10,000 timestamps again for every page that arrives would be slow.
const times = new WeakMap<AuditRow, number | null>();

/**
 * When the row was written, ms since the epoch; null when the row has no valid time. Parsed once, because histories are
 * long.
 */
export function timeOf(row: AuditRow): number | null {
  let time = times.get(row);
  if (time === undefined) times.set(row, (time = parseTimestamp(row.timestamp)));
  return time;
}

/** A key that identifies the row. The id alone is not enough: a server may give the same id to an engage and a disengage. */
export function rowKey({ id, action, timestamp }: AuditRow): string {
  return JSON.stringify([id, action, timestamp ?? null]);
}

/** How many rows have an id that another row has, too. */
export function countSharedIds(rows: readonly AuditRow[]): number {
  const counts = new Map<string, number>();
  for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].reduce((total, count) => total + (count > 1 ? count : 0), 0);
}

/**
 * Merges the lists, newest first, each row once. Rows that differ in action or time are different rows, even when their ids
 * are equal. A row without a usable time stays next to its newer neighbour.
 */
export function mergeToggles(lists: readonly (readonly AuditRow[])[], limit: number): AuditRow[] {
  const placed = lists.flatMap((rows) => {
    let time = Infinity;
    return rows.map((row) => ({ row, time: (time = timeOf(row) ?? time) }));
  });
  const seen = new Set<string>();
  return (
    placed
      // oxlint-disable-next-line unicorn/no-array-sort -- Firefox 114 is supported and lacks toSorted
      .sort((a, b) => (a.time === b.time ? 0 : b.time - a.time))
      .map(({ row }) => row)
      .filter((row) => {
        const key = rowKey(row);
        return !seen.has(key) && seen.add(key);
      })
      .slice(0, limit)
  );
}

function firstText(row: AuditRow, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = Object.hasOwn(row.metadata_json ?? {}, key) ? row.metadata_json?.[key] : null;
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/** The id of who toggled, as recorded; null when the row does not say. See `metadata_json` in openapi.yaml. */
export function operatorOf(row: AuditRow): string | null {
  return firstText(row, ['actor', 'user_id', 'operator']);
}

/** The email address and the name of who toggled, where the row records them and they are not redacted. */
function personOf(row: AuditRow): { email: string | null; name: string | null } {
  const readable = (key: string) => {
    const text = firstText(row, [key]);
    return text === null || isRedacted(text) ? null : text;
  };
  return { email: readable('actor_email'), name: readable('actor_name') };
}

/**
 * Who toggled, as people call them: name and email address where they are recorded, otherwise the id. A redacted name names
 * nobody; it is shown only when nothing else is recorded. To compare with the signed-in person, use `isMyToggle`.
 */
export function operatorShown(row: AuditRow): string | null {
  const { email, name } = personOf(row);
  if (email !== null && name !== null && email !== name) return `${name} (${email})`;
  return name ?? email ?? operatorOf(row) ?? firstText(row, ['actor_email', 'actor_name']);
}

/** Everything that names who toggled: what is shown, and the id. Used for searching. */
export function operatorNames(row: AuditRow): string[] {
  const names = [operatorShown(row), operatorOf(row)].filter((name) => name !== null);
  return [...new Set(names)].filter((name) => !isRedacted(name));
}

/** Why, as recorded; null when the row does not say. */
export function reasonOf(row: AuditRow): string | null {
  return firstText(row, ['reason']) ?? (row.reason?.trim() ? row.reason : null);
}

export type Me = { id: string | null; email: string };

/**
 * Whether the signed-in person toggled. Compared by id where both ids are known, because an id names one person; otherwise
 * by email address.
 */
export function isMyToggle(row: AuditRow, me: Me): boolean {
  const id = operatorOf(row);
  if (isMe(id, me)) return true;
  const { email } = personOf(row);
  // An id that is known to belong to another person counts more than an email address.
  const others = id !== null && me.id !== null && /^[\da-f-]{36}$/i.test(id);
  return !others && isMe(email, me);
}

/** Whether the recorded operator is the signed-in person. A redacted name matches nobody. */
export function isMe(operator: string | null, me: Me): boolean {
  if (operator === null || isRedacted(operator)) return false;
  const name = operator.toLowerCase();
  return name === me.id?.toLowerCase() || name === me.email.toLowerCase();
}
