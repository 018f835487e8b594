import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import { isRedacted } from '../../../lib/text';

/**
 * What the hashes of the loaded rows say about each other. Each row is exactly one of linked, open and unusable. The chain
 * also has rows that are not toggles, so most rows are open, which proves nothing. A contradiction is proof that something
 * is wrong.
 */
export type LinkCheck = {
  rows: number;
  /** `prev_hash` is the `event_hash` of another loaded row. */
  linked: number;
  /** The predecessor is not among the loaded rows, or there is none (the first row of a chain). */
  open: number;
  /** A hash of the row is missing, empty or redacted. The row's other hash is still compared. */
  unusable: number;
  /** `rows` are ids. Each contradiction is listed once. */
  contradictions: { kind: ContradictionKind; rows: string[] }[];
};

type ContradictionKind = 'fork' | 'duplicate-hash' | 'self-link' | 'wrong-order' | 'cycle';

/**
 * `own` and `previous` are hashes that can be compared; null when missing, empty or redacted. `previous` of a first row is
 * FIRST.
 */
type Link = { row: AuditRow; own: string | null; previous: string | null };

/** What a chain's first row names as its predecessor: all zeros. An empty hash counts as not recorded and proves nothing. */
const FIRST = '0';

function comparable(hash: string | null | undefined): string | null {
  if (hash == null || isRedacted(hash)) return null;
  const text = hash.trim().toLowerCase();
  if (text === '') return null;
  return /^0+$/.test(text) ? FIRST : text;
}

/**
 * What the console can check without the server, in linear time:
 * - `fork`: several rows name the same predecessor, or several are the first of the chain;
 * - `duplicate-hash`: several rows have the same hash;
 * - `self-link`: a row names itself as its predecessor;
 * - `wrong-order`: a row's predecessor (listed second) has a later time;
 * - `cycle`: rows that are each other's predecessors; each is listed before its own predecessor.
 * When several rows have the hash of a predecessor, that predecessor is ambiguous: order and cycles are not checked through
 * it.
 */
export function checkLinks(rows: readonly AuditRow[]): LinkCheck {
  const links = rows.map((row): Link => {
    // The hash that means "none" cannot refer to a row.
    const own = comparable(row.event_hash);
    return { row, own: own === FIRST ? null : own, previous: comparable(row.prev_hash) };
  });
  const byOwn = groupBy(links, ({ own }) => own);
  const byPrevious = groupBy(links, ({ previous }) => previous);
  const predecessors = new Map<Link, Link>();
  let [linked, unusable] = [0, 0];
  for (const link of links) {
    const others = link.previous ? (byOwn.get(link.previous) ?? []) : [];
    const [only] = others;
    if (only && only !== link && others.length === 1) predecessors.set(link, only);
    if (link.own === null || link.previous === null) unusable += 1;
    else if (others.some((other) => other !== link)) linked += 1;
  }
  const several = (groups: Map<string, Link[]>) => [...groups.values()].filter(({ length }) => length > 1);
  const found: [ContradictionKind, Link[][]][] = [
    ['fork', several(byPrevious)],
    ['duplicate-hash', several(byOwn)],
    [
      'self-link',
      links.filter(({ own, previous }) => own !== null && own === previous).map((link) => [link]),
    ],
    ['wrong-order', [...predecessors].filter(([link, before]) => isLater(before, link))],
    ['cycle', cyclesOf(predecessors)],
  ];
  return {
    rows: rows.length,
    linked,
    open: rows.length - linked - unusable,
    unusable,
    contradictions: found.flatMap(([kind, groups]) =>
      groups.map((members) => ({ kind, rows: members.map(({ row }) => row.id) })),
    ),
  };
}

function groupBy(links: readonly Link[], keyOf: (link: Link) => string | null): Map<string, Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    const key = keyOf(link);
    if (key === null) continue;
    const members = groups.get(key);
    if (members) members.push(link);
    else groups.set(key, [link]);
  }
  return groups;
}

function isLater(a: Link, b: Link): boolean {
  const [timeA, timeB] = [timeOf(a.row), timeOf(b.row)];
  return timeA !== null && timeB !== null && timeA > timeB;
}

function cyclesOf(predecessors: ReadonlyMap<Link, Link>): Link[][] {
  const cycles: Link[][] = [];
  /** By link, the start of the walk that visited it first. No link is walked from twice. */
  const walks = new Map<Link, Link>();
  for (const start of predecessors.keys()) {
    let at: Link | undefined = start;
    while (at && !walks.has(at)) {
      walks.set(at, start);
      at = predecessors.get(at);
    }
    if (at && walks.get(at) === start) cycles.push(roundFrom(at, predecessors));
  }
  return cycles;
}

function roundFrom(first: Link, predecessors: ReadonlyMap<Link, Link>): Link[] {
  const round = [first];
  for (let at = predecessors.get(first); at && at !== first; at = predecessors.get(at)) round.push(at);
  return round;
}

/** Why the hashes of these rows cannot be checked, in words; null when some can. */
export function whyUnchecked(rows: readonly AuditRow[]): string | null {
  const hashes = rows.map(({ event_hash, prev_hash }) => [event_hash, prev_hash]);
  const usable = hashes.filter((both) => both.some((hash) => comparable(hash) !== null)).length;
  if (usable > 1) return null;
  if (rows.length === 0) return 'No row is loaded.';
  if (usable === 1) return 'Only one loaded row has a usable hash: there is no other to compare it with.';
  const redacted = hashes.filter((both) => both.some((hash) => hash != null && isRedacted(hash))).length;
  if (redacted === rows.length) return 'The server redacted the hashes of all loaded rows.';
  return `No loaded row has a usable hash${redacted > 0 ? ': they are missing, or redacted by the server' : ''}.`;
}
