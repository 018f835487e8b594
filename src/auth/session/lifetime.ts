import type { Instant } from '../../lib/clock';
import type { Lifetime } from '../../stores/session';

const SECOND = 1_000;
/**
 * The shortest session length that is believed. A shorter one would ask for the password again and again, over a lever that
 * works.
 */
const SHORTEST_MS = 30 * SECOND;
const LONGEST_MS = 30 * 86_400 * SECOND;

/** The part of a lifetime that is kept for a reload: its end, in ms since the epoch, and its length. */
export type KeptLifetime = { endsAt: number; ms: number };

const isSane = (ms: number) => ms >= SHORTEST_MS && ms <= LONGEST_MS;

/**
 * The lifetime of a session from the server's `expires_in` (seconds). Null when that is no plausible length, such as 0, −1,
 * half a second or a year. Such a session ends when the server says so.
 */
export function lifetimeOf(expiresIn: number, since: Instant): Lifetime | null {
  const ms = expiresIn * SECOND;
  return isSane(ms) ? { since, ms } : null;
}

export function toKept(lifetime: Lifetime | null): KeptLifetime | null {
  return lifetime && { endsAt: lifetime.since.wall + lifetime.ms, ms: lifetime.ms };
}

/**
 * The rest of a kept lifetime; null when it is not known. The kept end is on the device's clock, which may have been set
 * since.
 */
export function fromKept(kept: KeptLifetime | null, now: Instant): Lifetime | null {
  if (!kept || !isSane(kept.ms)) return null;
  const ms = kept.endsAt - now.wall;
  return ms > 0 && ms <= kept.ms ? { since: now, ms } : null;
}
