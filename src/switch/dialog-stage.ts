import type { ToggleAction } from '../api/kill-switch';
import { proofOf } from '../api/http/outcome';
import type { SwitchState } from './derive-state';
import type { SentToggle } from './read-back';

/** What has become of the toggle that was sent last, while nobody has closed its dialog. */
export type Attempt =
  | { phase: 'none' }
  | { phase: 'sending' }
  /** Refused, or never sent. That says nothing about the state (law 4). */
  | { phase: 'refused'; error: unknown; toggle: SentToggle }
  /** Sent, and the answer lost or useless: only reading can tell. */
  | { phase: 'unclear'; error: unknown; toggle: SentToggle };

export type Stage =
  /** The reason can be typed and the toggle be sent. */
  | 'compose'
  | 'sending'
  /** The state changed underneath: nothing more can be sent from this dialog. */
  | 'overtaken'
  | 'reading-back'
  | 'took-effect'
  /** The answer was lost, and the state is as before. */
  | 'no-effect'
  /** The server refused, and the state is as before. */
  | 'unchanged'
  | 'unreadable';

const wanted = { engage: 'engaged', disengage: 'disengaged' } as const;

/**
 * Where a toggle dialog stands. The action and the engagement were fixed when it opened (law 5); after a refused or unclear
 * attempt only a reading asked for after it counts (laws 4 and 7).
 * @param conflict the server refused because the state had changed already
 */
export function dialogStage(
  action: ToggleAction,
  attempt: Attempt,
  state: SwitchState,
  {
    engagementReplaced,
    reading,
    conflict,
  }: { engagementReplaced: boolean; reading: boolean; conflict: boolean },
): Stage {
  if (attempt.phase === 'sending') return 'sending';
  const known = state.kind === 'engaged' || state.kind === 'disengaged' ? state : null;
  const sent = attempt.phase === 'none' || proofOf(attempt.error) === 'not-sent' ? null : attempt;
  if (!sent) return known && (known.kind === wanted[action] || engagementReplaced) ? 'overtaken' : 'compose';
  if (!known || known.answer.askedAt.mono < sent.toggle.settledAt.mono)
    return reading ? 'reading-back' : 'unreadable';
  if (known.kind === wanted[action]) return conflict ? 'overtaken' : 'took-effect';
  if (engagementReplaced) return 'overtaken';
  return sent.phase === 'refused' ? 'unchanged' : 'no-effect';
}
