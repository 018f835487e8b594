import type { GuardianMode, GuardianStatus } from '../api/guardian/guardian-schemas';
import type { Aged, Known } from '../api/http/reading';
import type { Answer } from '../api/http/request';
import { formatDuration } from '../lib/time';
import { clashesOf } from './clashes';

/**
 * What is known of the Guardian's mode, by the same law as the state of the switch: NORMAL only while it is confirmed.
 * `absent`: none stands behind this console, by its page or by the server's answer (presence.ts). That is no alarm.
 */
export type ModeState = Known<GuardianStatus> | { kind: 'absent'; error: unknown };

export const modeWords: Record<GuardianMode, string> = {
  NORMAL: 'NORMAL',
  SAFE: 'SAFE',
  OPERATOR_OVERRIDE: 'OPERATOR OVERRIDE',
};

/** A deployment without one: no alarm. */
export const NO_GUARDIAN = 'No Guardian answers on this server';

/** What a control says that Safe Mode does not allow (F7 §5: "UI is disabled"). */
export const DISABLED_IN_SAFE_MODE = 'Disabled in Safe Mode';

/** The newest answer that was read, fresh or not; null before the first. */
export function lastAnswer(state: ModeState): Answer<GuardianStatus> | null {
  if (state.kind === 'confirmed') return state.answer;
  return state.kind === 'unknown' ? (state.last?.answer ?? null) : null;
}

/** The newest status that was read, fresh or not; null before the first. */
export function lastStatus(state: ModeState): GuardianStatus | null {
  return lastAnswer(state)?.data ?? null;
}

/** "last confirmed SAFE 40 s ago", after "Unknown — ". */
export function lastConfirmed(last: Aged<GuardianStatus> | null): string {
  if (!last) return 'never confirmed';
  return `last confirmed ${modeOf(last.answer)} ${formatDuration(last.ageMs)} ago`;
}

export type ToldMode = GuardianMode | 'checking' | 'unknown' | 'absent';

/** Whether an answer says NORMAL, and also what cannot be true beside it: then it is not known to be NORMAL. */
export function isDoubtful({
  data,
  serverTime,
}: Pick<Answer<GuardianStatus>, 'data' | 'serverTime'>): boolean {
  return data.mode === 'NORMAL' && clashesOf(data, serverTime).length > 0;
}

/** The mode as far as it can be told: one that is not confirmed cannot, nor a NORMAL that its own status contradicts. */
export function toldMode(state: ModeState): ToldMode {
  if (state.kind !== 'confirmed') return state.kind;
  return isDoubtful(state.answer) ? 'unknown' : state.answer.data.mode;
}

/** The mode of an answer in words, contradicted or not. */
export function modeOf(answer: Answer<GuardianStatus>): string {
  return `${modeWords[answer.data.mode]}${isDoubtful(answer) ? ' (contradicted)' : ''}`;
}

/**
 * Whether controls are disabled by Safe Mode: as long as the newest status that could be read says so. A Guardian that
 * never answered disables nothing, or a console without one could not lift its kill switch.
 */
export function isRestricted(state: ModeState): boolean {
  const status = lastStatus(state);
  return status !== null && status.mode !== 'NORMAL';
}
