import type { ToggleAction } from '../../api/kill-switch';
import type { SwitchState } from './derive-state';

type Known = 'engaged' | 'disengaged';

/** What this page has seen of the switch since it was opened. */
export type Watch = {
  known: Known | null;
  /** The newest change that this console did not ask for; null when there is none to tell. */
  foreign: { to: Known; afterOwn: boolean } | null;
  /** What the newest own toggle led to, until somebody else changes it. */
  own: Known | null;
};

export const initialWatch: Watch = { known: null, foreign: null, own: null };

const result: Record<ToggleAction, Known> = { engage: 'engaged', disengage: 'disengaged' };

/** An own toggle was sent: the change that follows is this console's, and older notices are settled. */
export function watchOwn(watch: Watch, action: ToggleAction): Watch {
  return { ...watch, own: result[action], foreign: null };
}

/** Takes in a state. A change to what no own toggle asked for is somebody else's (or the server's own, later). */
export function watchState(watch: Watch, state: SwitchState): Watch {
  if (state.kind !== 'engaged' && state.kind !== 'disengaged') return watch;
  if (state.kind === watch.known) return watch;
  if (watch.known === null || watch.own === state.kind) return { ...watch, known: state.kind };
  return { known: state.kind, foreign: { to: state.kind, afterOwn: watch.own !== null }, own: null };
}
