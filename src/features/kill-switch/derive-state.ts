import type { Answer } from '../../api/request';
import type { KillSwitchStatus } from '../../api/schemas';
import { clockWentBack, elapsedMs, type Instant } from '../../lib/clock';

/** An answer older than this says nothing about now (safety.md, law 1). */
export const FRESH_MS = 45_000;

export type StatusAnswer = Answer<KillSwitchStatus>;

/** What the readings of the status amount to so far. */
export type Readings = {
  /** The newest well-formed answer for this tenant, if there ever was one. */
  answer: StatusAnswer | null;
  /** Why the newest reading failed; null when it did not fail. */
  error: unknown;
  /** True once a reading has failed, also while the next one is under way. */
  everFailed: boolean;
};

export type UnknownCause = 'failed' | 'stale';

/** What the console knows. Only `disengaged` and `engaged` are knowledge about now. */
export type SwitchState =
  | { kind: 'checking' }
  | { kind: 'disengaged' | 'engaged'; answer: StatusAnswer; ageMs: number }
  | {
      kind: 'unknown';
      cause: UnknownCause;
      error: unknown;
      last: { answer: StatusAnswer; ageMs: number } | null;
    };

/**
 * The state of the switch from what was read and the clock. An answer counts from the moment its question was sent: what
 * the server said may be as old as that.
 */
export function deriveState({ answer, error, everFailed }: Readings, now: Instant): SwitchState {
  const last = answer && { answer, ageMs: elapsedMs(answer.askedAt, now) };
  if (!last) {
    return everFailed ? { kind: 'unknown', cause: 'failed', error, last } : { kind: 'checking' };
  }
  if (error !== null) return { kind: 'unknown', cause: 'failed', error, last };
  if (last.ageMs > FRESH_MS || clockWentBack(last.answer.askedAt, now)) {
    return { kind: 'unknown', cause: 'stale', error: null, last };
  }
  return { kind: last.answer.data.status, ...last };
}

/** How long ago the newest well-formed answer was asked for, in ms; null before the first. */
export function confirmedAgo(state: SwitchState): number | null {
  switch (state.kind) {
    case 'checking':
      return null;
    case 'unknown':
      return state.last?.ageMs ?? null;
    case 'disengaged':
    case 'engaged':
      return state.ageMs;
  }
}
