import type { Proof } from '../api/http/outcome';

/** What the readings say about the effect of an action that was sent. */
export type Effect =
  /** Nothing was read since the action; a reading is under way. */
  | 'reading'
  /** Nothing was read since the action, and nothing can be read now. */
  | 'unreadable'
  /** The state was read, and it does not show whether the action took effect. */
  | 'untold'
  | 'no-effect'
  | 'took-effect';

/** An action that the server did not accept, or whose answer was lost. */
export type Failure<Sent> = {
  error: unknown;
  proof: Proof;
  /** The server refused because somebody else had changed the state already. */
  conflict: boolean;
  sent: Sent;
};

type Stage<Sent, Result> =
  /** The reason can be typed and the action can be sent. `failure`: an earlier attempt never left this device. */
  | { stage: 'compose'; failure: Failure<Sent> | null }
  | { stage: 'sending' }
  /** The server refused, or its answer was lost. Neither says anything about the state: only reading does (law 4). */
  | { stage: 'refused' | 'unclear'; failure: Failure<Sent>; effect: Effect }
  | { stage: 'accepted'; sent: Sent; result: Result; effect: Effect }
  /** What the operator decided on no longer exists: nothing more can be sent from this dialog (law 5). */
  | { stage: 'superseded'; failure: Failure<Sent> | null; by: Superseding };

export type Superseding =
  /** The action would now act on something other than what the operator decided on. */
  | { kind: 'other-target' }
  /** Somebody else did the same or the opposite. `words` say so; null when no words are known. */
  | { kind: 'other-state'; words: string | null };

/**
 * One action of one operator: a toggle, an action of the Guardian or a host stop, from the dialog that opens to what was
 * read afterwards.
 */
export type ActionState<Sent, Result> = {
  /** What the operator decided to act on, such as a host or an engagement. It is set once and then fixed (law 5). */
  target: string | null;
} & Stage<Sent, Result>;

/** What the present readings say about an action. */
export type Evidence = {
  /** Counts only after something was sent. */
  effect: Effect;
  /** What the action would act on now; null when that is not known. */
  target: string | null;
  /**
   * Why the operator's decision no longer holds, in words. It applies only until something is sent. Null while the decision
   * holds.
   */
  overtakenBy: string | null;
};

/** The events of an action after its dialog was opened. */
export type SendEvent<Sent, Result> =
  | { type: 'send' }
  | { type: 'fail'; failure: Failure<Sent> }
  | { type: 'accept'; sent: Sent; result: Result }
  | { type: 'read'; evidence: Evidence };

export type ActionEvent<Sent, Result> = { type: 'open' } | SendEvent<Sent, Result>;

/** A dialog that has just been opened. */
export const composed = { stage: 'compose', failure: null, target: null } as const;

/** Whether the stage of the action allows sending it now. */
export function canSend(state: ActionState<unknown, unknown>): boolean {
  switch (state.stage) {
    case 'compose':
      return true;
    case 'refused':
    case 'unclear':
      return state.effect !== 'took-effect';
    case 'sending':
    case 'accepted':
    case 'superseded':
      return false;
  }
}

/** The one state machine of every action. It is pure, and taking in the same reading twice changes nothing. */
export function reduceAction<Sent, Result>(
  state: ActionState<Sent, Result>,
  event: ActionEvent<Sent, Result>,
): ActionState<Sent, Result> {
  switch (event.type) {
    case 'open':
      return composed;
    case 'send':
      return canSend(state) ? { stage: 'sending', target: state.target } : state;
    case 'fail':
      return state.stage === 'sending' ? failed(state.target, event.failure) : state;
    case 'accept': {
      const { sent, result } = event;
      return state.stage === 'sending'
        ? { stage: 'accepted', sent, result, effect: 'reading', target: state.target }
        : state;
    }
    case 'read':
      return takeIn(state, event.evidence);
  }
}

function failed<Sent>(target: string | null, failure: Failure<Sent>): ActionState<Sent, never> {
  switch (failure.proof) {
    case 'not-sent':
      return { stage: 'compose', failure, target };
    case 'refused':
      return { stage: 'refused', failure, effect: 'reading', target };
    case 'unknown':
      return { stage: 'unclear', failure, effect: 'reading', target };
  }
}

function takeIn<Sent, Result>(
  before: ActionState<Sent, Result>,
  evidence: Evidence,
): ActionState<Sent, Result> {
  const state = before.target === null ? learned(before, evidence.target) : before;
  const replaced = evidence.target !== null && evidence.target !== state.target;
  switch (state.stage) {
    case 'sending':
    case 'superseded':
      return state;
    case 'compose':
      if (replaced) return superseded(state, { kind: 'other-target' });
      return evidence.overtakenBy === null ? state : superseded(state, otherState(evidence));
    case 'accepted':
      return withEffect(state, evidence.effect);
    case 'refused':
    case 'unclear':
      // Once the effect was read back, later changes of the state do not undo it.
      if (state.effect === 'took-effect') return state;
      if (replaced) return superseded(state, { kind: 'other-target' });
      return evidence.effect === 'took-effect' && isAnothers(state.stage, state)
        ? superseded(state, otherState(evidence))
        : withEffect(state, evidence.effect);
  }
}

type Before<Sent> = { target: string | null; failure: Failure<Sent> | null };

function superseded<Sent>({ failure, target }: Before<Sent>, by: Superseding): ActionState<Sent, never> {
  return { stage: 'superseded', failure, by, target };
}

function otherState({ overtakenBy }: Evidence): Superseding {
  return { kind: 'other-state', words: overtakenBy };
}

function learned<State extends { target: string | null }>(state: State, target: string | null): State {
  return target === null ? state : { ...state, target };
}

/**
 * Whether an effect that is read now comes from somebody else: the server refused because the state had changed already, or
 * an earlier reading showed that the refused action had no effect.
 */
function isAnothers(stage: 'refused' | 'unclear', action: { failure: Failure<unknown>; effect: Effect }) {
  return stage === 'refused' && (action.failure.conflict || action.effect === 'no-effect');
}

/** A success stays. A reading that keeps failing is reported once (law 10). */
function withEffect<State extends { effect: Effect }>(state: State, effect: Effect): State {
  const stays =
    effect === state.effect ||
    state.effect === 'took-effect' ||
    (state.effect === 'unreadable' && effect === 'reading');
  return stays ? state : { ...state, effect };
}
