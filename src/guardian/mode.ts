import type { GuardianMode, GuardianStatus } from '../api/guardian/guardian-schemas';
import type { Aged, Known } from '../api/http/reading';
import type { Answer } from '../api/http/request';
import { formatDuration } from '../lib/time';
import type { StateIconName } from '../ui/state-icon';
import { clashesOf } from './clashes';

/**
 * What is known about the Guardian's mode. The same law holds as for the state of the switch: NORMAL only while it is
 * confirmed. `absent`: this console has no Guardian, by its page or by the server's answer (presence.ts). That is no alarm.
 */
export type ModeState = Known<GuardianStatus> | { kind: 'absent'; error: unknown };

export const modeWords: Record<GuardianMode, string> = {
  NORMAL: 'NORMAL',
  SAFE: 'SAFE',
  OPERATOR_OVERRIDE: 'OPERATOR OVERRIDE',
};

/** A deployment without a Guardian is no alarm. */
export const NO_GUARDIAN = 'No Guardian answers on this server';

/** What a control says that Safe Mode does not allow (F7 §5: "UI is disabled"). */
export const DISABLED_IN_SAFE_MODE = 'Disabled in Safe Mode';

/** The newest answer, fresh or not; null before the first. */
export function lastAnswer(state: ModeState): Answer<GuardianStatus> | null {
  if (state.kind === 'confirmed') return state.answer;
  return state.kind === 'unknown' ? (state.last?.answer ?? null) : null;
}

/** The newest status, fresh or not; null before the first. */
export function lastStatus(state: ModeState): GuardianStatus | null {
  return lastAnswer(state)?.data ?? null;
}

/** For example "last confirmed SAFE 40 s ago", after "Unknown — ". */
export function lastConfirmed(last: Aged<GuardianStatus> | null): string {
  if (!last) return 'not confirmed yet';
  return `last confirmed ${modeOf(last.answer)} ${formatDuration(last.ageMs)} ago`;
}

export type ToldMode = GuardianMode | 'checking' | 'unknown' | 'absent';

/** Whether an answer says NORMAL together with something that cannot be true in NORMAL. Then NORMAL is not known. */
export function isDoubtful({
  data,
  serverTime,
}: Pick<Answer<GuardianStatus>, 'data' | 'serverTime'>): boolean {
  return data.mode === 'NORMAL' && clashesOf(data, serverTime).length > 0;
}

/**
 * The mode that may be shown. A mode that is not confirmed may not be shown as known, nor a NORMAL that its own status
 * contradicts.
 */
export function toldMode(state: ModeState): ToldMode {
  if (state.kind !== 'confirmed') return state.kind;
  return isDoubtful(state.answer) ? 'unknown' : state.answer.data.mode;
}

/** The shape that stands for a mode; null without a Guardian. */
export function shapeOf(told: ToldMode): StateIconName | null {
  if (told === 'absent') return null;
  if (told === 'checking' || told === 'unknown') return told;
  return told === 'NORMAL' ? 'disengaged' : 'engaged';
}

/** The mode of an answer in words, whether it is contradicted or not. */
export function modeOf(answer: Answer<GuardianStatus>): string {
  return `${modeWords[answer.data.mode]}${isDoubtful(answer) ? ' (contradicted)' : ''}`;
}

/**
 * Whether Safe Mode disables controls: as long as the newest readable status says so. A Guardian that never answered
 * disables nothing; otherwise a console without a Guardian could not lift its kill switch.
 */
export function isRestricted(state: ModeState): boolean {
  const status = lastStatus(state);
  return status !== null && status.mode !== 'NORMAL';
}
