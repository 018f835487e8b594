import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Answer } from '../api/http/request';
import type { Me } from '../api/audit/toggle-rows';
import { askedSince } from './asked-since';
import { ownEvent, reachBack } from './events';
import type { ModeState } from './mode';
import type { Attempt } from './use-action';

export type Stage =
  /** The reason can be typed and the action be sent. */
  | 'compose'
  | 'sending'
  /** What the operator decided on is gone: nothing more can be sent from this dialog (law 5). */
  | 'overtaken'
  | 'reading-back'
  | 'took-effect'
  | 'no-effect'
  /** It was read, and does not tell. */
  | 'untold'
  | 'unreadable';

export type Evidence = {
  me: Me;
  state: ModeState;
  events: Answer<{ items: GuardianEvent[] }> | null;
  /** Whether a reading is under way. */
  reading: boolean;
};

/** Whether a status shows that the action took effect; null when it does not tell. The server's clock came with it. */
export type LedTo = (status: GuardianStatus, serverTime?: number | null) => boolean | null;

/**
 * Where an action dialog stands. Whatever became of what was sent, only what was asked for after it counts (laws 4 and 7): a
 * refusal is believed about the person, not about the host. It counts only of the host that it went to: the status that the
 * action leads to, or, where that does not tell, the event that it leaves behind.
 */
export function actionStage(
  attempt: Attempt,
  { me, state, events, reading }: Evidence,
  ledTo: LedTo | undefined,
): Exclude<Stage, 'overtaken'> {
  if (attempt.phase === 'sending') return 'sending';
  if (attempt.phase !== 'failed' || attempt.proof === 'not-sent') return 'compose';
  const { sent } = attempt;
  const answer = state.kind === 'confirmed' && askedSince(state.answer, sent.settledAt) ? state.answer : null;
  const status = answer?.data ?? null;
  const items = events && askedSince(events, sent.settledAt) ? events.data.items : null;
  // Events name no host: without a status as new as they are, they may be another host's.
  if (status && (sent.host ?? status.host) === status.host) {
    const led = ledTo?.(status, answer?.serverTime) ?? null;
    if (led !== null) return led ? 'took-effect' : 'no-effect';
    if (items && ownEvent(sent, me, items)) return 'took-effect';
    if (items) return sent.eventsBefore && reachBack(items, sent.eventsBefore) ? 'no-effect' : 'untold';
  }
  return reading ? 'reading-back' : 'unreadable';
}
