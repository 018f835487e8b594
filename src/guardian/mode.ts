import type { GuardianMode, GuardianStatus } from '../api/guardian-schemas';
import type { Known } from '../api/reading';

/** What is known of the Guardian's mode, by the same law as the state of the switch: NORMAL only while it is confirmed. */
export type ModeState = Known<GuardianStatus>;

export const modeWords: Record<GuardianMode, string> = {
  NORMAL: 'NORMAL',
  SAFE: 'SAFE',
  OPERATOR_OVERRIDE: 'OPERATOR OVERRIDE',
};

/** What a control says that Safe Mode does not allow (F7 §5: "UI is disabled"). */
export const DISABLED_IN_SAFE_MODE = 'Disabled in Safe Mode';

/** The newest status that was read, fresh or not; null before the first. */
export function lastStatus(state: ModeState): GuardianStatus | null {
  switch (state.kind) {
    case 'checking':
      return null;
    case 'confirmed':
      return state.answer.data;
    case 'unknown':
      return state.last?.answer.data ?? null;
  }
}

/**
 * Whether controls are disabled by Safe Mode: as long as the newest status that could be read says so. A Guardian that
 * never answered disables nothing, or a console without one could not lift its kill switch.
 */
export function isRestricted(state: ModeState): boolean {
  const status = lastStatus(state);
  return status !== null && status.mode !== 'NORMAL';
}
