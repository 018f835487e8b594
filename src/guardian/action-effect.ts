import type { Effect } from '../action/action-state';
import type { Me } from '../api/audit/toggle-rows';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { GuardianEvent } from '../api/guardian/recovery-schemas';
import { askedSince } from '../api/http/asked-since';
import type { Answer } from '../api/http/request';
import { ownEvent, reachBack, type SentAction } from './events';
import type { ModeState } from './mode';

/** The newest readings of the Guardian. */
export type GuardianReadings = {
  me: Me;
  state: ModeState;
  events: Answer<{ items: GuardianEvent[] }> | null;
  /** Whether a reading is under way. */
  reading: boolean;
};

/**
 * Whether a status shows that the action took effect; null when it does not show either. The server's clock came with the
 * status.
 */
export type LedTo = (status: GuardianStatus, serverTime?: number | null) => boolean | null;

/**
 * What reading shows about an action that was sent. Whatever its outcome, only readings that were requested afterwards count
 * (laws 4 and 7), and only those of the host that it was sent to. The status decides; when it does not show the effect, the
 * event of the action does.
 */
export function actionEffect(
  sent: SentAction,
  { me, state, events, reading }: GuardianReadings,
  ledTo: LedTo | undefined,
): Effect {
  const answer = state.kind === 'confirmed' && askedSince(state.answer, sent.settledAt) ? state.answer : null;
  const items = events && askedSince(events, sent.settledAt) ? events.data.items : null;
  // Events name no host: without a status that is as new as the events, they may belong to another host.
  if (answer && (sent.host ?? answer.data.host) === answer.data.host) {
    const led = ledTo?.(answer.data, answer.serverTime) ?? null;
    if (led !== null) return led ? 'took-effect' : 'no-effect';
    if (items && ownEvent(sent, me, items)) return 'took-effect';
    if (items) return sent.eventsBefore && reachBack(items, sent.eventsBefore) ? 'no-effect' : 'untold';
  }
  return reading ? 'reading' : 'unreadable';
}
