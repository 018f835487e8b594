import type { Incident } from '../answer/incidents';
import { DAY_MS, type Period } from '../filter/dates';

/** The time that the timeline shows, ms since the epoch. Its end has passed or is now. */
export type Window = { start: number; end: number };

/**
 * The part of a period that the timeline can show; null when none of it has come yet. Without a first day it begins with the
 * oldest known time, and is at least a day long. It never ends in the future, of which nothing is known.
 * @param now on the server's clock, like the times of the incidents
 */
export function windowOf(period: Period | null, incidents: readonly Incident[], now: number): Window | null {
  const { from, before } = period ?? { from: -Infinity, before: Infinity };
  const end = Math.min(before, now);
  const start = Number.isFinite(from) ? from : Math.min(oldestTime(incidents), end - DAY_MS);
  return start < end ? { start, end } : null;
}

function oldestTime(incidents: readonly Incident[]): number {
  return incidents.reduce(
    (oldest, { start, end }) => Math.min(oldest, start ?? Infinity, end ?? Infinity),
    Infinity,
  );
}
