import type { Instant } from '../../lib/clock';
import { serverTimeOf } from './answer-headers';

/** An answer older than this says nothing about now (law 1). */
export const FRESH_MS = 45_000;

/** `Date` has whole seconds, and two nodes of one service may differ by a second or two: less than this is no lag. */
const LAG_TOLERANCE_MS = 3_000;

const SECOND = 1_000;

/** The age of an answer by its own `Age` header, ms: a cache held it for so long. 0 when absent or unreadable. */
export function ageOf(headers: Headers): number {
  // Sent twice, it comes joined: the larger one counts.
  const parts = (headers.get('Age') ?? '').split(',');
  const ages = parts.map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
  return Math.max(...ages) * SECOND;
}

/**
 * A clock that has gone on with ours for so long is one that goes: it was set back, a wrong one was believed before, or the
 * two drifted apart in days.
 */
const TRUSTED_AFTER_MS = 60_000;

/** A difference between a server's `Date` and this device's unsettable clock, and when it was seen. */
type Offset = { offset: number; at: number };

/** By service: the best offset so far, and the one that the newest answers agree on, since when. */
const clocks = new Map<string, { best: number; since: Offset }>();

/** Aegis' services stand behind one gateway; the Guardian and the control API are other machines with clocks of their own. */
function serviceOf(path: string): string {
  const [, prefix = ''] = path.split(/[/?]/);
  return ['auth', 'decision', 'audit'].includes(prefix) ? 'aegis' : prefix;
}

/**
 * How far the answer lags behind the best one of its service, ms: a cache that keeps the `Date` of what it holds, or a
 * server whose clock stands still. 0 when there is no `Date`, or nothing to compare it with. A clock that was set back lags
 * for a minute; then it is seen to go.
 * @param at the unsettable clock (ms) when the headers arrived
 */
export function lagOf(path: string, headers: Headers, at: number): number {
  const date = serverTimeOf(headers);
  if (date === null) return 0;
  const service = serviceOf(path);
  const now = { offset: date - at, at };
  const known = clocks.get(service);
  if (!known) {
    clocks.set(service, { best: now.offset, since: now });
    return 0;
  }
  const agrees = Math.abs(now.offset - known.since.offset) < LAG_TOLERANCE_MS;
  const since = agrees ? known.since : now;
  const goes = at - since.at >= TRUSTED_AFTER_MS;
  const best = goes ? now.offset : Math.max(known.best, now.offset);
  clocks.set(service, { best, since });
  const lag = best - now.offset;
  return lag < LAG_TOLERANCE_MS ? 0 : lag;
}

/** Forgets all clocks: what comes next may be another server. */
export function forgetClocks(): void {
  clocks.clear();
}

/** `instant`, so many ms earlier on both clocks. */
export function earlier({ wall, mono }: Instant, ms: number): Instant {
  return { wall: wall - ms, mono: mono - ms };
}
