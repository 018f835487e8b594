import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Answer } from '../../../api/http/request';
import { lastAnswer, modeOf, type ModeState } from '../../../guardian/mode';
import { formatDuration } from '../../../lib/time';
import { killFile, type KillFile } from './kill-file';

/** What of the Guardian's status has to do with a step. */
export type FactWanted = 'kill-file' | 'core' | 'children' | 'policy' | 'core-version' | 'mode';

const NOT_SAID = 'its status does not say';

const killFileWords: Record<KillFile, string> = {
  there: 'the KILL file exists',
  gone: 'the KILL file is gone, and the kill waits to be acknowledged',
  none: 'no KILL file, and no kill to acknowledge',
  'kill-active': 'a kill is active; whether the file still exists, it does not say',
  unsaid: NOT_SAID,
};

/** Each fact as the status tells it. A new fact without a reading breaks the build. */
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
  /** Whether it is known to be so now. */
  known: boolean;
  /** Who says so, and how long ago if not now. */
  how: string;
  text: string;
};

/** What is read about a step, to stand beside it. It never ticks the step: that is the operator's. */
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
