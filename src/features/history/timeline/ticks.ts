// Round moments in UTC for the axis of the timeline. All times are ms since the epoch.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MOST_TICKS = 7;

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
const days: readonly Series[] = [
  ...[DAY, 2 * DAY, 4 * DAY].map((length) => every(length)),
  ...[WEEK, 2 * WEEK, 4 * WEEK].map((length) => every(length, MONDAY)),
  ...[1, 2, 3, 6].map((months) => everyMonths(months)),
  ...[1, 10, 100, 1_000].flatMap((years) => [1, 2, 3, 5].map((times) => everyMonths(12 * years * times))),
];

const series: readonly Series[] = [...[4, 6, 12].map((hours) => every(hours * HOUR)), ...days];

/** 4 to 7 round moments in a window of at least a day; fewer in a shorter one. */
export function ticksOf(start: number, end: number): number[] {
  return firstFitting(series, start, end);
}

/** The same, but only midnights. */
export function dayTicksOf(start: number, end: number): number[] {
  return firstFitting(days, start, end);
}

function firstFitting(from: readonly Series[], start: number, end: number): number[] {
  for (const { before, at } of from) {
    const last = before(end);
    const first = at(before(start)) < start ? before(start) + 1 : before(start);
    if (last - first < MOST_TICKS) return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
  }
  return [];
}
