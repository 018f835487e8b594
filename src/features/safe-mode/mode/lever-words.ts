import type { SwitchState } from '../../../switch/derive-state';

/**
 * What the kill switch means for agents that the Guardian lets run: a green sentence must not contradict a red one. Null while
 * the switch is disengaged, or not shown to this person.
 */
export function leverWords({ kind }: SwitchState): string | null {
  if (kind === 'engaged') return 'The kill switch still stops the agents.';
  return kind === 'unknown' ? 'It is not known whether the kill switch stops the agents.' : null;
}
