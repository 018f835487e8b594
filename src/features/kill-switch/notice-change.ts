import type { ToggleAction } from '../../api/kill-switch';
import type { KillSwitchStatus } from '../../api/schemas';
import type { SwitchState } from './derive-state';

type Word = KillSwitchStatus['status'];

/** What this console has seen of the switch since the person signed in. */
export type Watch = {
  known: Word | null;
  /** The server's clock at the newest reading, ms since the epoch; null when it did not say. */
  readAt: number | null;
  /** As `readAt`, of the last reading of the state before this one: what led here is newer. Null when no change was seen. */
  changedAfter: number | null;
  /** The newest change that this console did not ask for; null when there is none to tell. */
  foreign: { to: Word; afterOwn: boolean } | null;
  /** What the newest own toggle led to, until somebody else changes it. */
  own: Word | null;
};

export const initialWatch: Watch = {
  known: null,
  readAt: null,
  changedAfter: null,
  foreign: null,
  own: null,
};

const result: Record<ToggleAction, Word> = { engage: 'engaged', disengage: 'disengaged' };

/** An own toggle was sent: the change that follows is this console's, and older notices are settled. */
export function watchOwn(watch: Watch, action: ToggleAction): Watch {
  return { ...watch, own: result[action], foreign: null };
}

/** The own toggle was refused: what changes now is somebody else's. */
export function watchRefused(watch: Watch): Watch {
  return { ...watch, own: null };
}

/** Takes in a state. A change to what no own toggle asked for is somebody else's (or the server's own, later). */
export function watchState(watch: Watch, state: SwitchState): Watch {
  if (state.kind !== 'engaged' && state.kind !== 'disengaged') return watch;
  const readAt = state.answer.serverTime;
  if (state.kind === watch.known) return readAt === watch.readAt ? watch : { ...watch, readAt };
  const now = { ...watch, known: state.kind, readAt, changedAfter: watch.readAt };
  if (watch.known === null || watch.own === state.kind) return now;
  return { ...now, foreign: { to: state.kind, afterOwn: watch.own !== null }, own: null };
}
