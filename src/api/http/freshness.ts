import type { Instant } from '../../lib/clock';
import { serverTimeOf } from './answer-headers';

/** An answer older than this says nothing about now (law 1). */
export const FRESH_MS = 45_000;

/** Smaller differences are no lag: `Date` has whole seconds, and two nodes of one service may differ by a second or two. */
const LAG_TOLERANCE_MS = 3_000;

const SECOND = 1_000;

/** The age of an answer by its own `Age` header, ms: the time that a cache held it. 0 when absent or unreadable. */
export function ageOf(headers: Headers): number {
  // A header that was sent twice arrives as one, joined by a comma: the larger value counts.
  const parts = (headers.get('Age') ?? '').split(',');
  const ages = parts.map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : 0));
  return Math.max(...ages) * SECOND;
}

/**
 * A new offset that stays the same for this long comes from a clock that runs. Either it was set back, or a wrong clock was
 * believed before, or the two clocks drifted apart over days.
 */
const TRUSTED_AFTER_MS = 60_000;

/** The difference between a server's `Date` and this device's monotonic clock, and when it was observed. */
type Offset = { offset: number; at: number };

/** By service: the best offset so far, and the offset on which the newest answers agree, with the time of its first answer. */
const clocks = new Map<string, { best: number; since: Offset }>();

/** Aegis' services share one gateway. The Guardian and the control API are other machines with clocks of their own. */
function serviceOf(path: string): string {
  const [, prefix = ''] = path.split(/[/?]/);
  return ['auth', 'decision', 'audit'].includes(prefix) ? 'aegis' : prefix;
}

/**
 * How far the answer lags behind the best one of its service, ms. The cause is a cache that keeps the `Date` of a stored
 * answer, or a server whose clock stands still. 0 when there is no `Date`, or nothing to compare it with. A clock that was
 * set back counts as lagging for one minute; then it is trusted again.
 * @param at the monotonic clock (ms) when the headers arrived
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

/** Forgets all clocks: the next answer may come from another server. */
export function forgetClocks(): void {
  clocks.clear();
}

/** `instant` moved back by `ms` on both clocks. */
export function earlier({ wall, mono }: Instant, ms: number): Instant {
  return { wall: wall - ms, mono: mono - ms };
}
