import type { Instant } from '../lib/clock';
import { serverTimeOf } from './answer-headers';

/** An answer older than this says nothing about now (law 1). */
export const FRESH_MS = 45_000;

/** `Date` has whole seconds, and two nodes of one service may differ by a second or two: less than this is no lag. */
const LAG_TOLERANCE_MS = 3_000;

/** How fast two clocks may drift apart without being wrong, so that a console that is open for days stays quiet. */
const DRIFT = 0.0002;

const SECOND = 1_000;

/** The age of an answer by its own `Age` header, ms: a cache held it for so long. 0 when absent or unreadable. */
export function ageOf(headers: Headers): number {
  const text = headers.get('Age')?.trim() ?? '';
  // Sent twice, it comes joined: the larger one counts.
  const ages = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
  return Math.max(...ages) * SECOND;
}

/** By service: the best difference so far between the server's `Date` and this device's unsettable clock, and when. */
const best = new Map<string, { offset: number; at: number }>();

/** The services have clocks of their own: `/decision/…` is one, `/audit/…` another. */
const serviceOf = (path: string) => path.split(/[/?]/)[1] ?? '';

/**
 * How far the answer lags behind the best one of its service, ms: a cache that keeps the `Date` of what it holds, or a
 * server whose clock stands still. 0 when there is no `Date`, or nothing to compare it with.
 * @param at the unsettable clock (ms) when the headers arrived
 */
export function lagOf(path: string, headers: Headers, at: number): number {
  const date = serverTimeOf(headers);
  if (date === null) return 0;
  const service = serviceOf(path);
  const offset = date - at;
  const known = best.get(service);
  const expected = known ? known.offset - Math.max(0, at - known.at) * DRIFT : -Infinity;
  if (offset >= expected) {
    best.set(service, { offset, at });
    return 0;
  }
  const lag = expected - offset;
  return lag < LAG_TOLERANCE_MS ? 0 : lag;
}

/** Forgets all clocks: what comes next may be another server. */
export function forgetClocks(): void {
  best.clear();
}

/** `instant`, so many ms earlier on both clocks. */
export function earlier({ wall, mono }: Instant, ms: number): Instant {
  return { wall: wall - ms, mono: mono - ms };
}
