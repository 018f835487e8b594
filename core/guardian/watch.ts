import { append, becomeSafe, changeMode, type Draft } from './draft';
import type { ConditionCode, GuardianState, Look, Polled, Watched } from './state';

const FAILURES_ALLOWED = 2;

export const watchedBy = (guardian: GuardianState): Record<Polled, Watched> => ({
  kill_file: guardian.killFile,
  registry: guardian.registryKey,
});

/** A person of a Linux host has never heard of a registry. */
const keyOf = ({ platform }: GuardianState) =>
  platform === 'windows' ? 'registry key EmergencyStop' : 'emergency key';

function terminates(state: GuardianState): Partial<Record<ConditionCode, string>> {
  const key = state.platform === 'windows' ? 'Registry key EmergencyStop is 1' : 'Emergency key found';
  return {
    kill_file: 'KILL file found: Core terminated, policy locked to PROFILE-SAFE',
    registry: `${key}: Core terminated and blocked, policy locked to PROFILE-SAFE`,
  };
}

/**
 * A condition becomes active: Safe Mode follows, or Operator Override for the KILL file. A condition that is already
 * active changes nothing.
 */
export function trip(draft: Draft, code: ConditionCode, why: string): void {
  const { state, at } = draft;
  if (state.conditions[code] !== undefined) return;
  state.conditions[code] = at;
  const words = terminates(state)[code];
  if (words) append(draft, { kind: 'kill', outcome: 'CORE TERMINATED', actor: 'Guardian', message: words });
  if (code === 'kill_file') changeMode(draft, 'OPERATOR_OVERRIDE', { actor: 'Guardian', why });
  else becomeSafe(draft, why);
}

/**
 * One look at a switch. A switch that is set stops Core; a switch that was cleared changes no mode. When three looks in a
 * row fail, Safe Mode follows: the switch might be set.
 */
export function look(draft: Draft, code: Polled, found: Look): void {
  const { state, at } = draft;
  const watched = watchedBy(state)[code];
  watched.found = found;
  watched.checkedAt = at;
  watched.failures = found === 'failed' ? watched.failures + 1 : 0;
  const name = code === 'kill_file' ? 'KILL file' : keyOf(state);
  const set = code === 'kill_file' ? 'the KILL file exists' : `the ${keyOf(state)} is set`;
  if (found === 'present') trip(draft, code, set);
  if (watched.failures > FAILURES_ALLOWED)
    becomeSafe(draft, `the ${name} could not be looked at three times`);
}
