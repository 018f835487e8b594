import type { Incident } from '../answer/incidents';

// The positions of everything on the timeline. All times are ms since the epoch.

export type Range = '24h' | '7d' | '90d' | 'all';
/** Engaged from `from` to `to`, both inside the window. Both are equal when only one moment is known. */
export type Span = { from: number; to: number; open: boolean };
/** Something a person can point at: one incident, or several that are too close to be told apart, oldest first. */
export type Mark = { incidents: Incident[]; from: number; to: number; open: boolean };
export type Timeline = {
  start: number;
  end: number;
  /** In order, never overlapping or touching. */
  spans: Span[];
  /** In order, never overlapping, at most 60. */
  marks: Mark[];
  /** Nothing is known before this moment of the window; null when the whole window is known. */
  unknownBefore: number | null;
  /** How many incidents may or may not be in the window: their rows do not say. */
  unplaced: number;
  /** 4 to 7 round moments in UTC inside the window. */
  ticks: number[];
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MOST_MARKS = 60;
const MOST_TICKS = 7;

const widths: Record<Exclude<Range, 'all'>, number> = { '24h': DAY, '7d': WEEK, '90d': 90 * DAY };

type Placed = Span & { incident: Incident };

/**
 * Lays out the picture of when the switch was engaged. The window ends now; `all` begins with the oldest known time and is
 * at least a day wide. Times in the future (a server's clock that is ahead) count as now. An incident with an unknown start
 * or end, or with its end before its start, is a point at the known time. An open incident with an unknown start is a point
 * at now. An incident without known times, or of which only a start before the window is known, is not in the picture but is
 * counted.
 * @param now on the server's clock, like the times of the incidents
 * @param knownSince before this moment not every toggle is loaded; null when all are
 */
export function layOut(
  incidents: readonly Incident[],
  range: Range,
  now: number,
  knownSince: number | null,
): Timeline {
  const start = range === 'all' ? Math.min(oldestTime(incidents), now - DAY) : now - widths[range];
  const placed = incidents
    .flatMap((incident) => place(incident, start, now))
    // Incidents come newest first. Reversed, so that two that begin at the same moment stay in the order of time.
    .toReversed()
    .toSorted((a, b) => a.from - b.from);
  return {
    start,
    end: now,
    spans: unite(placed),
    marks: markOff(placed, (now - start) / MOST_MARKS),
    unplaced: incidents.filter((incident) => isUnplaced(incident, start)).length,
    unknownBefore: knownSince !== null && knownSince > start ? Math.min(knownSince, now) : null,
    ticks: ticksOf(start, now),
  };
}

function oldestTime(incidents: readonly Incident[]): number {
  return incidents.reduce(
    (oldest, { start, end }) => Math.min(oldest, start ?? Infinity, end ?? Infinity),
    Infinity,
  );
}

function place(incident: Incident, start: number, now: number): Placed[] {
  const open = incident.disengage === null;
  const known = open ? (incident.start ?? now) : (incident.start ?? incident.end);
  if (known === null) return [];
  const from = Math.min(known, now);
  const to = open ? now : from + Math.min(incident.durationMs ?? 0, now - from);
  return to < start ? [] : [{ incident, from: Math.max(from, start), to, open }];
}

/** Whether a closed incident has an unknown end, and is not known to have begun after `start`. */
function isUnplaced({ start: begun, end, disengage }: Incident, start: number): boolean {
  return disengage !== null && end === null && (begun === null || begun < start);
}

/** `placed` is ordered by `from`, also below. */
function unite(placed: readonly Placed[]): Span[] {
  const spans: Span[] = [];
  for (const { from, to, open } of placed) {
    const last = spans.at(-1);
    if (!last || from > last.to) {
      spans.push({ from, to, open });
    } else {
      last.to = Math.max(last.to, to);
      last.open ||= open;
    }
  }
  return spans;
}

/**
 * The distance is measured from the beginning of a mark and not from its last incident. Otherwise a long chain of neighbours
 * would become one mark as wide as the window, which shows nothing.
 */
function markOff(placed: readonly Placed[], near: number): Mark[] {
  const marks: Mark[] = [];
  for (const { incident, from, to, open } of placed) {
    const last = marks.at(-1);
    if (!last || (from - last.from > near && from >= last.to)) {
      marks.push({ incidents: [incident], from, to, open });
    } else {
      last.incidents.push(incident);
      last.to = Math.max(last.to, to);
      last.open ||= open;
    }
  }
  return marks;
}

/** A series of round moments. `before` is the index of the last one that is not after `ms`; `at` is the moment of an index. */
type Series = { before: (ms: number) => number; at: (index: number) => number };

function every(length: number, offset = 0): Series {
  return {
    before: (ms) => Math.floor((ms - offset) / length),
    at: (index) => index * length + offset,
  };
}

function everyMonths(months: number): Series {
  return {
    before(ms) {
      const date = new Date(ms);
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months);
    },
    // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
    at: (index) => new Date(0).setUTCFullYear(0, index * months, 1),
  };
}

/** The first Monday after the epoch, which was a Thursday. */
const MONDAY = 4 * DAY;

/**
 * From fine to coarse. Each step is at most 1.75 times the one before, or twice the one before on the same moments. So where
 * one gives more than 7 ticks, the next gives at least 4.
 */
const series: readonly Series[] = [
  ...[4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY].map((length) => every(length)),
  ...[WEEK, 2 * WEEK, 4 * WEEK].map((length) => every(length, MONDAY)),
  ...[1, 2, 3, 6].map((months) => everyMonths(months)),
  ...[1, 10, 100, 1_000].flatMap((years) => [1, 2, 3, 5].map((times) => everyMonths(12 * years * times))),
];

function ticksOf(start: number, end: number): number[] {
  for (const { before, at } of series) {
    const last = before(end);
    const first = at(before(start)) < start ? before(start) + 1 : before(start);
    if (last - first < MOST_TICKS) return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
  }
  return [];
}
