import type { Incident } from '../answer/incidents';
import { ticksOf } from './ticks';
import type { Window } from './window';

// The positions of everything on the timeline. All times are ms since the epoch.

/** Engaged from `from` to `to`, both inside the window. Both are equal when only one moment is known. */
export type Span = { from: number; to: number; open: boolean };
/** Something a person can point at: one incident, or several that are too close to be told apart, oldest first. */
export type Mark = { incidents: Incident[]; from: number; to: number; open: boolean };
export type Timeline = Window & {
  /** Every incident in the window, by its beginning. */
  placed: Placed[];
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

const MOST_MARKS = 60;

/** An incident, and its part inside the window. */
export type Placed = Span & { incident: Incident };

/**
 * Lays out the picture of when the switch was engaged. Times in the future (a server's clock that is ahead) count as now. An
 * incident with an unknown start or end, or with its end before its start, is a point at the known time. An open incident with
 * an unknown start is a point at now. An incident without known times, or of which only a start before the window is known, is
 * not in the picture but is counted.
 * @param now on the server's clock, like the times of the incidents
 * @param knownSince before this moment not every toggle is loaded; null when all are
 */
export function layOut(
  incidents: readonly Incident[],
  window: Window,
  now: number,
  knownSince: number | null,
): Timeline {
  const { start, end } = window;
  const placed = incidents
    .flatMap((incident) => place(incident, window, now))
    // Incidents come newest first. Reversed, so that two that begin at the same moment stay in the order of time.
    .toReversed()
    .toSorted((a, b) => a.from - b.from);
  return {
    start,
    end,
    placed,
    spans: unite(placed),
    marks: markOff(placed, (end - start) / MOST_MARKS),
    unplaced: incidents.filter((incident) => isUnplaced(incident, start)).length,
    unknownBefore: knownSince !== null && knownSince > start ? Math.min(knownSince, end) : null,
    ticks: ticksOf(start, end),
  };
}

function place(incident: Incident, { start, end }: Window, now: number): Placed[] {
  const open = incident.disengage === null;
  const known = open ? (incident.start ?? now) : (incident.start ?? incident.end);
  if (known === null) return [];
  const from = Math.min(known, now);
  const to = open ? now : from + Math.min(incident.durationMs ?? 0, now - from);
  // The end of a day belongs to the next day. Now belongs to the window that ends now.
  if (to < start || (from >= end && end < now)) return [];
  return [{ incident, from: Math.max(from, start), to: Math.min(to, end), open }];
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
