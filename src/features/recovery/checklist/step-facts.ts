import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Answer } from '../../../api/http/request';
import { killFile, type KillFile } from '../../../guardian/kill/kill-file';
import { lastAnswer, modeOf, type ModeState } from '../../../guardian/mode';
import { formatDuration } from '../../../lib/time';

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
  /** Who says so. */
  how: string;
  text: string;
  /** How old it is, if it is not current. It has a line of its own, because it changes every second. */
  age: string | null;
};

/** The fact that is shown beside a step. confirmed-steps.ts decides whether it ticks the step. */
export function readFact(wanted: FactWanted, state: ModeState): Fact {
  const answer = lastAnswer(state);
  if (!answer) {
    const text = state.kind === 'checking' ? 'is being read' : 'was never read';
    return { known: false, how: 'Unknown: the Guardian', text, age: null };
  }
  const text = readings[wanted](answer.data, answer);
  if (state.kind === 'confirmed') return { known: true, how: 'The Guardian says:', text, age: null };
  const age = state.kind === 'unknown' && state.last ? formatDuration(state.last.ageMs) : 'some time';
  return { known: false, how: 'Unknown now. The Guardian last said:', text, age: `${age} ago` };
}
