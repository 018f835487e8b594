import { can } from '../../../auth/capabilities';
import { DISABLED_IN_SAFE_MODE, isDoubtful, modeWords, type ModeState } from '../../../guardian/mode';

const FIRST = 'The first check is under way.';

/** Why Safe Mode cannot be entered now; null when it can. Entering only stops more, so an unknown mode does not prevent it. */
export function whyNotEnter(state: ModeState, role: string): string | null {
  if (!can(role, 'canEnterSafeMode')) return 'Only ADMIN and SECURITY may enter Safe Mode.';
  if (state.kind === 'checking') return FIRST;
  if (state.kind !== 'confirmed' || state.answer.data.mode === 'NORMAL') return null;
  return `${DISABLED_IN_SAFE_MODE}: the mode is ${modeWords[state.answer.data.mode]} already.`;
}

/** Why the exit dialog cannot be opened now; null when it can. The checks in the dialog show whether exiting is possible. */
export function whyNotExit(state: ModeState, role: string): string | null {
  if (!can(role, 'canRecover')) return 'Only ADMIN may exit Safe Mode.';
  if (state.kind === 'checking') return FIRST;
  if (state.kind !== 'confirmed') return 'Exit needs a confirmed mode.';
  if (state.answer.data.mode !== 'NORMAL') return null;
  return isDoubtful(state.answer)
    ? 'The Guardian says NORMAL, but contradicts itself. Look at the host.'
    : 'The host is not in Safe Mode.';
}
