import { DAY_MS, type Period } from '../filter/dates';
import { dayTicksOf } from './ticks';
import type { Window } from './window';

/** A part of the picture that can be chosen: whole days in UTC. `left` and `width` are its place, in parts of the picture. */
export type Slot = Period & { left: number; width: number };

/** A narrower one cannot be hit with a finger on a phone. */
const LEAST_WIDTH = 0.09;

const dayOf = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;

/** The days of a window, or equal numbers of days when there are many. None for a window within one day. */
export function slotsOf({ start, end }: Window): Slot[] {
  const bounds = [start, ...dayTicksOf(start + 1, end - 1)];
  if (bounds.length < 2) return [];
  const share = (time: number) => (time - start) / (end - start);
  return bounds
    .map((from, place) => {
      const to = bounds[place + 1] ?? end;
      const last = dayOf(to - 1) + DAY_MS;
      return { from: dayOf(from), before: last, left: share(from), width: share(to) - share(from) };
    })
    .filter(({ width }) => width >= LEAST_WIDTH);
}

/** The widest window in which a day can be pointed at. */
const MOST_DAYS = 100;

/** The day that a person points at, or the slot when days are too narrow; null when there is nothing to choose. */
export function periodAt(time: number, window: Window, slots: readonly Slot[]): Period | null {
  if (slots.length === 0) return null;
  const from = dayOf(time);
  if (window.end - window.start <= MOST_DAYS * DAY_MS) return { from, before: from + DAY_MS };
  return slots.find((slot) => time >= slot.from && time < slot.before) ?? null;
}
