import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import { clip } from '../../../lib/text';
import { parseTimestamp } from '../../../lib/time';
import type { Incident } from '../answer/incidents';
import { rowsOf } from '../answer/rows-of';

// Dates and ranges select the incidents that overlap them, and not only the rows that were written on them.

export const DAY_MS = 86_400_000;

/** The names of the ranges in the address, and how long they last, in ms. Each ends now. */
export const ranges = { '24h': DAY_MS, '7d': 7 * DAY_MS, '90d': 90 * DAY_MS, all: Infinity } as const;
export type Range = keyof typeof ranges;

/** The range with that name; 'all' for any other name. */
export function rangeNamed(name: string): Range {
  return name === '24h' || name === '7d' || name === '90d' ? name : 'all';
}

/** In words: `24 h`. */
export const rangeLabels: Record<Range, string> = { '24h': '24 h', '7d': '7 d', '90d': '90 d', all: 'All' };

/**
 * From one moment (inclusive) to another (exclusive), ms since the epoch. Infinite where no date is given. `last` is the
 * range in words when the period is a range.
 */
export type Period = { from: number; before: number; last?: string };

type Dates = { from: string; to: string };

/** The midnight (UTC) at which a date begins, ms since the epoch; null when the date does not exist. */
export function dayStart(date: string): number | null {
  return /^\d{4}-\d\d-\d\d$/.test(date) ? parseTimestamp(`${date}T00:00:00Z`) : null;
}

/** The period between two dates, both inclusive; null when neither is given. */
function between({ from, to }: Dates): Period | null {
  const [first, last] = [dayStart(from), dayStart(to)];
  if (first === null && last === null) return null;
  return { from: first ?? -Infinity, before: last === null ? Infinity : last + DAY_MS };
}

/**
 * The period of the dates, or else of the range; null for all times. A range has no end, so that rows that are dated in the
 * future stay visible.
 * @param now on the server's clock, ms
 */
export function periodOf({ range, ...dates }: Dates & { range: Range }, now: number): Period | null {
  if (range === 'all') return between(dates);
  return between(dates) ?? { from: now - ranges[range], before: Infinity, last: rangeLabels[range] };
}

/** A period of whole days as it stands in the date fields: `2026-11-24`, both inclusive. */
export function daysOf({ from, before }: Period): Dates {
  return { from: dateOf(from), to: dateOf(before - 1) };
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** What is wrong with dates that somebody typed or pasted, in words. */
export function dateProblems({ from, to }: Dates): string[] {
  const impossible = Object.entries({ From: from, To: to }).flatMap(([label, date]) =>
    date.trim() !== '' && dayStart(date) === null
      ? [`“${clip(date, 40)}” under ${label} is not a date from the years 0001 to 9999. It is not applied.`]
      : [],
  );
  const period = between({ from, to });
  const reversed = period !== null && period.from >= period.before;
  return [...impossible, ...(reversed ? ['From is after To: no day matches.'] : [])];
}

/** The longest time that an incident can have lasted, and whether both ends are known. */
export type Reach = { incident: Incident; from: number; to: number; known: boolean };

/**
 * When each incident lasted. An open incident lasts until now. When a time is missing, the incident extends to its
 * neighbours in the log. When the end is before the start, its times count as not known.
 * @param incidents newest first
 * @param now on the server's clock, ms
 */
export function reachesOf(incidents: readonly Incident[], now: number): Reach[] {
  return incidents.map((incident, place) => {
    const { start, disengage } = incident;
    const end = disengage === null ? Math.max(now, start ?? now) : incident.end;
    if (start !== null && end !== null)
      return { incident, from: Math.min(start, end), to: Math.max(start, end), known: start <= end };
    const [newer, older] = [incidents[place - 1], incidents[place + 1]];
    return {
      incident,
      from: start ?? Math.min(older?.end ?? -Infinity, end ?? Infinity),
      to: end ?? Math.max(newer?.start ?? now, start ?? -Infinity),
      known: false,
    };
  });
}

/** Whether a time span and a period overlap. */
export function overlaps({ from, to }: { from: number; to: number }, period: Period): boolean {
  return from < period.before && to >= period.from;
}

/** Whether a moment is in a period. */
function isIn(time: number | null, { from, before }: Period): boolean {
  return time !== null && time >= from && time < before;
}

/** Matches every row of the incidents that overlap a period, and rows outside of incidents that were written in it. */
export function rowsIn(
  period: Period,
  incidents: readonly Incident[],
  now: number,
): (row: AuditRow) => boolean {
  const rows = new Set<AuditRow>();
  for (const reach of reachesOf(incidents, now)) {
    if (!overlaps(reach, period)) continue;
    for (const row of rowsOf(reach.incident)) rows.add(row);
  }
  return (row) => rows.has(row) || isIn(timeOf(row), period);
}
