import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Answer } from '../../../api/http/request';
import { lastAnswer, modeOf, type ModeState } from '../../../guardian/mode';
import { formatDuration } from '../../../lib/time';
import { killFile, type KillFile } from './kill-file';

/** The parts of the Guardian's status that matter for a step. */
export type FactWanted = 'kill-file' | 'core' | 'children' | 'policy' | 'core-version' | 'mode';

const NOT_SAID = 'its status does not say';

const killFileWords: Record<KillFile, string> = {
  there: 'the KILL file exists',
  gone: 'the KILL file is gone, and the kill waits to be acknowledged',
  none: 'no KILL file, and no kill to acknowledge',
  'kill-active': 'a kill is active; whether the file still exists, it does not say',
  unsaid: NOT_SAID,
};

/** How each fact is read from the status. A new fact without an entry here breaks the build. */
const readings: Record<FactWanted, (status: GuardianStatus, answer: Answer<GuardianStatus>) => string> = {
  'kill-file': (status) => killFileWords[killFile(status)],
  core: ({ core_state: core }) => (core == null ? NOT_SAID : `Core is ${core}`),
  children: ({ child_processes: count }) =>
    count == null ? NOT_SAID : `${count} child ${count === 1 ? 'process' : 'processes'}`,
  policy: ({ policy }) =>
    policy ? (policy.intact ? 'the policy is intact' : 'the policy is NOT intact') : NOT_SAID,
  'core-version': ({ core_version: version }) => (version == null ? NOT_SAID : `Core is version ${version}`),
  mode: (_, answer) => `mode ${modeOf(answer)}`,
};

export type Fact = {
  /** Whether this is known to be true now. */
  known: boolean;
  /** Who says so, and if it is not current, how long ago. */
  how: string;
  text: string;
};

/** The fact that is shown beside a step. It never ticks the step: only the operator does. */
export function readFact(wanted: FactWanted, state: ModeState): Fact {
  const answer = lastAnswer(state);
  if (!answer) {
    const text = state.kind === 'checking' ? 'is being read' : 'was never read';
    return { known: false, how: 'Unknown: the Guardian', text };
  }
  const text = readings[wanted](answer.data, answer);
  if (state.kind === 'confirmed') return { known: true, how: 'The Guardian says:', text };
  const age = state.kind === 'unknown' && state.last ? formatDuration(state.last.ageMs) : 'some time';
  return { known: false, how: `Unknown now; ${age} ago the Guardian said:`, text };
}
