import type { KillMechanism } from '../../../api/guardian/guardian-schemas';
import { parseTimestamp } from '../../../lib/time';
import { lookUp, mechanisms } from '../known-codes';

/**
 * How many checks may be missed, because a check may be late. The tolerance is there because the server's clock has whole
 * seconds.
 */
const MISSED_LOOKS = 3;
const TOLERANCE_MS = 2_000;

/** `none` for a mechanism that is read only at the start; `unknown` when the times do not show it. */
export type Look = { kind: 'none' } | { kind: 'unknown' } | { kind: 'fresh' | 'stale'; ageMs: number };

/**
 * How often the Guardian checks, in seconds: the reported interval, or that of F7. Null for a mechanism that is read only at
 * the start.
 */
export function intervalOf({ code, poll_interval_seconds: reported }: KillMechanism): number | null {
  return reported != null && reported > 0 ? reported : (lookUp(mechanisms, code)?.everySeconds ?? null);
}

/** Whether the Guardian checks less often than F7 §2 demands. */
export function isTooSlow(mechanism: KillMechanism): boolean {
  const most = lookUp(mechanisms, mechanism.code)?.everySeconds ?? null;
  const interval = intervalOf(mechanism);
  return most !== null && interval !== null && interval > most;
}

/** How long ago the Guardian last checked, by the server's own clock at the time of the status (ms since the epoch). */
export function lookOf(mechanism: KillMechanism, serverTime: number | null): Look {
  const interval = intervalOf(mechanism);
  if (interval === null) return { kind: 'none' };
  const at = parseTimestamp(mechanism.last_checked_at);
  if (at === null || serverTime === null) return { kind: 'unknown' };
  const ageMs = serverTime - at;
  // The last check is in the future: one of the clocks is wrong, and it is not known which.
  if (ageMs < -TOLERANCE_MS) return { kind: 'unknown' };
  const stale = ageMs > MISSED_LOOKS * interval * 1_000 + TOLERANCE_MS;
  return { kind: stale ? 'stale' : 'fresh', ageMs: Math.max(0, ageMs) };
}

/**
 * How many independent mechanisms can stop the host now (INV-OPER-1 demands two). A mechanism counts when it is available,
 * known to F7 and checked in time. Mechanisms at the same location count once. Null when the Guardian does not report them.
 */
export function countIndependent(
  reported: readonly KillMechanism[] | null | undefined,
  serverTime: number | null,
): number | null {
  if (!reported) return null;
  // A code that is reported twice counts only if both entries say that it is available.
  const unavailable = new Set(reported.filter(({ available }) => !available).map(({ code }) => code));
  const usable = reported.filter(
    (mechanism) =>
      lookUp(mechanisms, mechanism.code) !== null &&
      !unavailable.has(mechanism.code) &&
      lookOf(mechanism, serverTime).kind !== 'stale',
  );
  const codes = new Set(usable.map(({ code }) => code));
  const places = new Set(usable.map(({ code, location }) => location?.trim().toLowerCase() || code));
  return Math.min(codes.size, places.size);
}
