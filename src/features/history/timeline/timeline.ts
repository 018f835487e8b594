import type { Incident } from '../answer/incidents';

// Where everything stands on the timeline. All times are ms since the epoch.

export type Range = '24h' | '7d' | '90d' | 'all';
/** Engaged from `from` to `to`, both inside the window; a point when only one moment is known. */
export type Span = { from: number; to: number; open: boolean };
/** What one can point at: one incident, or several too close to be told apart, oldest first. */
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
  /** Incidents that may lie in the window or not: what is recorded of them does not say. */
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
 * The picture of what was engaged when. The window ends now; `all` begins with the oldest known time and is at least a day
 * wide. Times in the future (a server's clock that is ahead) count as now. An incident of which start or end is unknown,
 * or that ended before it began, is a point at what is known; an open one of unknown start is a point at now. One of which
 * nothing is known, or only that it began before the window, is not in the picture, and counted.
 * @param now on the server's clock, as the times of the incidents are
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
    // Incidents come newest first: where two begin at once, the order of time is the reverse.
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

/** Whether a closed incident ended nobody knows when, and did not begin after `start` as far as is known. */
function isUnplaced({ start: begun, end, disengage }: Incident, start: number): boolean {
  return disengage !== null && end === null && (begun === null || begun < start);
}

/** `placed` ordered by `from`, as below. */
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
 * Nearness is measured from where a mark begins and not from its last incident: otherwise a long chain of neighbours would
 * become one mark as wide as the window, which tells nothing.
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

/** A series of round moments: `before` is the number of the last one not after `ms`, `at` the moment of a number. */
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

/** The epoch was a Thursday. */
const MONDAY = 4 * DAY;

/**
 * From fine to coarse. Each step is at most 1.75 times the one before, or its double on the same moments, so that where one
 * gives more than 7 ticks the next gives at least 4.
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
