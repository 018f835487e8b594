import type { ToggleAction } from '../../api/kill-switch';
import type { SwitchState } from './derive-state';

/**
 * Why each lever cannot be pulled now; null when it can. Engaging stays possible while reading is broken, because
 * engaging twice is harmless; disengaging needs a fresh Engaged (law 8).
 */
export function whyDisabled(state: SwitchState, mayToggle: boolean): Record<ToggleAction, string | null> {
  if (!mayToggle) {
    const why = 'Only ADMIN and SECURITY may toggle the kill switch.';
    return { engage: why, disengage: why };
  }
  switch (state.kind) {
    case 'checking':
      return { engage: 'The first check is under way.', disengage: 'The first check is under way.' };
    case 'disengaged':
      return { engage: null, disengage: 'It is not engaged.' };
    case 'engaged':
      return { engage: 'It is engaged already.', disengage: null };
    case 'unknown':
      return { engage: null, disengage: 'Disengaging needs a fresh reading that says Engaged.' };
  }
}
