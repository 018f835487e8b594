import type { ToggleAction } from '../../../api/kill-switch';
import { DISABLED_IN_SAFE_MODE } from '../../../guardian/mode';
import type { SwitchState } from '../../../switch/derive-state';

export const IN_SAFE_MODE = `${DISABLED_IN_SAFE_MODE}: bring the host back to NORMAL first.`;
const CHECKING = 'Checking the state first.';
export const NEEDS_ENGAGED = 'Disengage needs a confirmed Engaged state.';

/**
 * Why each lever cannot be used now; null when it can. Engaging stays possible while reading is broken and in Safe Mode,
 * because it only stops more. Disengaging needs a fresh Engaged (law 8), and a host that is not in Safe Mode.
 */
export function whyDisabled(
  state: SwitchState,
  mayToggle: boolean,
  restricted: boolean,
): Record<ToggleAction, string | null> {
  if (!mayToggle) {
    const why = 'Only ADMIN and SECURITY can use the kill switch.';
    return { engage: why, disengage: why };
  }
  const why = byState(state);
  return restricted ? { ...why, disengage: IN_SAFE_MODE } : why;
}

function byState(state: SwitchState): Record<ToggleAction, string | null> {
  switch (state.kind) {
    case 'checking':
      return { engage: CHECKING, disengage: CHECKING };
    case 'disengaged':
      return { engage: null, disengage: 'Not engaged.' };
    case 'engaged':
      return { engage: 'Already engaged.', disengage: null };
    case 'unknown':
      return { engage: null, disengage: NEEDS_ENGAGED };
  }
}
