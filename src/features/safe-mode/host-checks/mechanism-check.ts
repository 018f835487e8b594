import type { KillMechanism } from '../../../api/guardian/guardian-schemas';
import { parseTimestamp } from '../../../lib/time';
import { lookUp, mechanisms } from '../known-codes';

/** A look may come late, and the server tells its time in whole seconds. */
const MISSED_LOOKS = 3;
const TOLERANCE_MS = 2_000;

/** `none` for what is read at the start only; `unknown` when the times do not tell. */
export type Look = { kind: 'none' } | { kind: 'unknown' } | { kind: 'fresh' | 'stale'; ageMs: number };

/** How often Guardian looks, in seconds: what it reports, or what F7 says. Null for what it reads at the start only. */
export function intervalOf({ code, poll_interval_seconds: reported }: KillMechanism): number | null {
  return reported != null && reported > 0 ? reported : (lookUp(mechanisms, code)?.everySeconds ?? null);
}

/** Whether Guardian looks less often than F7 §2 demands. */
export function isTooSlow(mechanism: KillMechanism): boolean {
  const most = lookUp(mechanisms, mechanism.code)?.everySeconds ?? null;
  const interval = intervalOf(mechanism);
  return most !== null && interval !== null && interval > most;
}

/** How long ago Guardian last looked, by the server's own clock at the time of the status (ms since the epoch). */
export function lookOf(mechanism: KillMechanism, serverTime: number | null): Look {
  const interval = intervalOf(mechanism);
  if (interval === null) return { kind: 'none' };
  const at = parseTimestamp(mechanism.last_checked_at);
  if (at === null || serverTime === null) return { kind: 'unknown' };
  const ageMs = serverTime - at;
  // Looked at in the future: one of the clocks is wrong, and which one is not known.
  if (ageMs < -TOLERANCE_MS) return { kind: 'unknown' };
  const stale = ageMs > MISSED_LOOKS * interval * 1_000 + TOLERANCE_MS;
  return { kind: stale ? 'stale' : 'fresh', ageMs: Math.max(0, ageMs) };
}

/**
 * How many independent mechanisms can stop the host now (INV-OPER-1 demands two): available, of those that F7 knows, looked
 * at in time, and no two at one place. Null when the Guardian does not say.
 */
export function countIndependent(
  reported: readonly KillMechanism[] | null | undefined,
  serverTime: number | null,
): number | null {
  if (!reported) return null;
  // A code that is reported twice counts only if both say so.
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
