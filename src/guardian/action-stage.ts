import type { GuardianStatus } from '../api/guardian-schemas';
import type { GuardianEvent } from '../api/recovery-schemas';
import type { Answer } from '../api/request';
import { ownEvent } from './events';
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
  | 'unreadable';

export type Evidence = {
  state: ModeState;
  events: Answer<{ items: GuardianEvent[] }> | null;
  /** Whether a reading is under way. */
  reading: boolean;
};

/**
 * Where an action dialog stands. After an unclear outcome only what was asked for after it counts (laws 4 and 7): the
 * event that the action leaves behind, or the status that it leads to where that tells.
 */
export function actionStage(
  attempt: Attempt,
  { state, events, reading }: Evidence,
  ledTo: ((status: GuardianStatus) => boolean) | undefined,
): Exclude<Stage, 'overtaken'> {
  if (attempt.phase === 'sending') return 'sending';
  if (attempt.phase !== 'unclear') return 'compose';
  const after = attempt.sent.settledAt.mono;
  const status = state.kind === 'confirmed' && state.answer.askedAt.mono >= after ? state.answer.data : null;
  const fresh = events && events.askedAt.mono >= after ? events.data.items : null;
  if (fresh && ownEvent(attempt.sent, fresh)) return 'took-effect';
  if (ledTo && status) return ledTo(status) ? 'took-effect' : 'no-effect';
  // Without knowing what was there before, the events cannot tell that nothing came.
  if (!ledTo && fresh && attempt.sent.eventsBefore) return 'no-effect';
  return reading ? 'reading-back' : 'unreadable';
}
