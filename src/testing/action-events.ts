import {
  composed,
  reduceAction,
  type ActionEvent,
  type ActionState,
  type Evidence,
} from '../action/action-state';
import type { Proof } from '../api/http/outcome';

export type State = ActionState<string, string>;
export type Event = ActionEvent<string, string>;

const nothing: Evidence = { effect: 'reading', target: null, overtakenBy: null };
export const read = (evidence: Partial<Evidence>): Event => ({
  type: 'read',
  evidence: { ...nothing, ...evidence },
});
export const fail = (proof: Proof, conflict = false): Event => ({
  type: 'fail',
  failure: { error: proof, proof, conflict, sent: 'what was sent' },
});
export const accept: Event = { type: 'accept', sent: 'what was sent', result: 'done' };
export const send: Event = { type: 'send' };
export const after = (...events: Event[]): State => events.reduce<State>(reduceAction, composed);
