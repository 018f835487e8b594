import type { ActionState } from './action-state';

/** The outcome that a dialog shows for what was sent from it. */
export type Outcome =
  /** Nothing was sent yet, or the request is under way. */
  | 'none'
  | 'superseded'
  | 'reading'
  | 'unreadable'
  | 'untold'
  /** The answer was lost, and reading shows no effect. */
  | 'no-effect'
  /** The server refused, and reading shows no effect. */
  | 'nothing-changed'
  | 'took-effect';

export function outcomeOf(state: ActionState<unknown, unknown>): Outcome {
  switch (state.stage) {
    case 'compose':
    case 'sending':
      return 'none';
    case 'superseded':
      return 'superseded';
    case 'refused':
      return state.effect === 'no-effect' ? 'nothing-changed' : state.effect;
    case 'unclear':
    case 'accepted':
      return state.effect;
  }
}
