import type { ToggleAction } from '../api/kill-switch';
import type { KillSwitchStatus } from '../api/schemas';
import { elapsedMs, type Instant } from '../lib/clock';
import type { StatusAnswer, SwitchState } from './derive-state';

type Word = KillSwitchStatus['status'];

/** What this console has seen of the switch since the person signed in. Times are ms since the epoch, on the server's clock. */
export type Watch = {
  known: Word | null;
  /** The time of the newest reading; null when the server did not send its clock. */
  readAt: number | null;
  /** Like `readAt`, for the first reading of the present state: the state began no later than this. */
  firstReadAt: number | null;
  /**
   * Like `readAt`, for the last reading of the previous state: the toggle that led to the present state is newer. Null when
   * no change was seen.
   */
  changedAfter: number | null;
  /** Every engagement until this moment is known to be lifted: this tab read that, or its own Disengage was accepted. */
  releasedUntil: number | null;
  /** This console's newest Engage that the server accepted, until a reading shows it. */
  accepted: Accepted | null;
  /** The newest change that this console did not ask for; null when there is none to report. */
  foreign: { to: Word; afterOwn: boolean } | null;
  /** The state that this console's newest toggle led to, until somebody else changes it. */
  own: Word | null;
  /** When this console's toggle was refused. A reading that was requested later shows whether it took effect all the same. */
  refusedAt: Instant | null;
};

/** An Engage of this console that the server accepted, with the moment on this device's clocks and on the server's clock. */
export type Accepted = { settledAt: Instant; at: number };

export const initialWatch: Watch = {
  known: null,
  readAt: null,
  firstReadAt: null,
  changedAfter: null,
  releasedUntil: null,
  accepted: null,
  foreign: null,
  own: null,
  refusedAt: null,
};

const result: Record<ToggleAction, Word> = { engage: 'engaged', disengage: 'disengaged' };

/** This console sent a toggle: it causes the next change, and older notices are settled. */
export function watchOwn(watch: Watch, action: ToggleAction): Watch {
  return { ...watch, own: result[action], foreign: null, refusedAt: null };
}

/** This console's toggle was refused. The next reading may still show its effect; a later change is not its effect. */
export function watchRefused(watch: Watch, refusedAt: Instant): Watch {
  return { ...watch, refusedAt };
}

/** Nothing was sent, or somebody else had changed the state already: the next change is somebody else's. */
export function watchOthers(watch: Watch): Watch {
  return { ...watch, own: null, refusedAt: null };
}

/** The server accepted this console's toggle. */
export function watchAccepted(watch: Watch, action: ToggleAction, accepted: Accepted): Watch {
  return action === 'engage'
    ? { ...watch, accepted }
    : { ...watch, accepted: null, releasedUntil: Math.max(watch.releasedUntil ?? -Infinity, accepted.at) };
}

/**
 * Takes in a reading. A change that this console's toggle did not ask for comes from somebody else, or later from the server
 * itself.
 */
export function watchState(watch: Watch, state: SwitchState): Watch {
  if (state.kind !== 'engaged' && state.kind !== 'disengaged') return watch;
  const { answer, kind } = state;
  const settled = settle(watch, kind, answer);
  const readAt = answer.serverTime;
  if (kind === settled.known) return readAt === settled.readAt ? settled : { ...settled, readAt };
  const now: Watch = {
    ...settled,
    known: kind,
    readAt,
    firstReadAt: readAt,
    changedAfter: settled.readAt,
    releasedUntil: kind === 'disengaged' ? (settled.readAt ?? settled.releasedUntil) : settled.releasedUntil,
  };
  if (settled.known === null || watch.own === kind) return now;
  return { ...now, foreign: { to: kind, afterOwn: watch.own !== null }, own: null };
}

/** What a reading settles: an accepted Engage that it shows, and a refusal that happened before the reading was requested. */
function settle(watch: Watch, kind: Word, { askedAt }: StatusAnswer): Watch {
  const shown = watch.accepted && kind === 'engaged' && askedAt.mono >= watch.accepted.settledAt.mono;
  const told = watch.refusedAt && askedAt.mono >= watch.refusedAt.mono;
  if (!shown && !told) return watch;
  return {
    ...watch,
    ...(shown && { accepted: null }),
    // The state did not change: a later change is somebody else's.
    ...(told && { refusedAt: null, own: watch.own === kind ? watch.own : null }),
  };
}

/**
 * The server's time now, from one of its answers, ms since the epoch; this device's time when the server does not send its
 * clock.
 */
export function serverNow({ serverTime, askedAt }: StatusAnswer, now: Instant): number {
  return (serverTime ?? askedAt.wall) + elapsedMs(askedAt, now);
}
