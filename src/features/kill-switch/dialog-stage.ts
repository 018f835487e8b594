import type { ToggleAction } from '../../api/kill-switch';
import type { Instant } from '../../lib/clock';
import type { SwitchState } from './derive-state';
import type { SentToggle } from './read-back';

/** What has become of the toggle that was sent last, while nobody has closed its dialog. */
export type Attempt =
  | { phase: 'none' }
  | { phase: 'sending' }
  /** Refused, or never sent: nothing was changed by this dialog. */
  | { phase: 'refused'; error: unknown; settledAt: Instant }
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
  | 'no-effect'
  | 'unreadable';

const wanted = { engage: 'engaged', disengage: 'disengaged' } as const;

/**
 * Where a toggle dialog stands. The action and the engagement were fixed when it opened (law 5); after an unclear outcome
 * only a reading asked for after it counts (laws 4 and 7).
 */
export function dialogStage(
  action: ToggleAction,
  attempt: Attempt,
  state: SwitchState,
  engagementReplaced: boolean,
  reading: boolean,
): Stage {
  if (attempt.phase === 'sending') return 'sending';
  const known = state.kind === 'engaged' || state.kind === 'disengaged' ? state : null;
  if (attempt.phase === 'unclear') {
    if (known && known.answer.askedAt.mono >= attempt.toggle.settledAt.mono) {
      if (known.kind === wanted[action]) return 'took-effect';
      return engagementReplaced ? 'overtaken' : 'no-effect';
    }
    return reading ? 'reading-back' : 'unreadable';
  }
  return known && (known.kind === wanted[action] || engagementReplaced) ? 'overtaken' : 'compose';
}
