import type { Tries } from '../ports/records';

export const LOCK_SECONDS = 60;
const TRIES_BEFORE_LOCK = 6;

export const isLocked = ({ lockedUntil }: Tries, now: number): boolean => lockedUntil > now;

/** After one more wrong password. The sixth in a row locks this person for this address. */
export function afterWrongPassword({ count }: Tries, now: number): Tries {
  return count + 1 >= TRIES_BEFORE_LOCK
    ? { count: 0, lockedUntil: now + LOCK_SECONDS * 1_000 }
    : { count: count + 1, lockedUntil: 0 };
}
