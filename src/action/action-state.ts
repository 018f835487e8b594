import type { Proof } from '../api/http/outcome';

/** What reading tells of the effect of something that was sent. */
export type Effect =
  /** Nothing was read since; a reading is under way. */
  | 'reading'
  /** Nothing was read since, and nothing can be read now. */
  | 'unreadable'
  /** It was read, and does not tell. */
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
  /** The reason can be typed and the action be sent. `failure`: an earlier try never left this device. */
  | { stage: 'compose'; failure: Failure<Sent> | null }
  | { stage: 'sending' }
  /** Refused, or the answer was lost. Neither says anything about the state: only reading does (law 4). */
  | { stage: 'refused' | 'unclear'; failure: Failure<Sent>; effect: Effect }
  | { stage: 'accepted'; sent: Sent; result: Result; effect: Effect }
  /** What the operator decided on is gone: nothing more can be sent from this dialog (law 5). */
  | { stage: 'superseded'; failure: Failure<Sent> | null; by: Superseding };

export type Superseding =
  /** What it would act on now is not what the operator decided on. */
  | { kind: 'other-target' }
  /** Somebody else did it, or the opposite; `words` say so where they are known. */
  | { kind: 'other-state'; words: string | null };

/**
 * One action of one operator: a toggle, a Guardian action, a host stop. From the dialog that opens to what was read
 * afterwards.
 */
export type ActionState<Sent, Result> = {
  /** What the operator decided to act on, such as a host or an engagement. It is learned once and then fixed (law 5). */
  target: string | null;
} & Stage<Sent, Result>;

/** What the readings of now say to an action. */
export type Evidence = {
  /** Counts only once something was sent. */
  effect: Effect;
  /** What the action would act on now; null when nobody knows. */
  target: string | null;
  /** Why the decision is void as long as nothing was sent, in words; null while it stands. */
  overtakenBy: string | null;
};

/** What becomes of an action that is sent, and what is read of it. */
export type SendEvent<Sent, Result> =
  | { type: 'send' }
  | { type: 'fail'; failure: Failure<Sent> }
  | { type: 'accept'; sent: Sent; result: Result }
  | { type: 'read'; evidence: Evidence };

export type ActionEvent<Sent, Result> = { type: 'open' } | SendEvent<Sent, Result>;

/** A dialog that has just been opened. */
export const composed = { stage: 'compose', failure: null, target: null } as const;

/** Whether the action can be sent now, as far as its stage is concerned. */
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

/** The one machine of every action. It is pure, and taking in the same reading twice changes nothing. */
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
      // What was read back once stays read back, whatever the state becomes later.
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
 * Whether an effect that is read now is somebody else's: the server refused because it was there already, or what it refused
 * was read back as not done before.
 */
function isAnothers(stage: 'refused' | 'unclear', action: { failure: Failure<unknown>; effect: Effect }) {
  return stage === 'refused' && (action.failure.conflict || action.effect === 'no-effect');
}

/** A success stays, and a reading that goes on failing is told once (law 10). */
function withEffect<State extends { effect: Effect }>(state: State, effect: Effect): State {
  const stays =
    effect === state.effect ||
    state.effect === 'took-effect' ||
    (state.effect === 'unreadable' && effect === 'reading');
  return stays ? state : { ...state, effect };
}
