import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { killFile, killWaits } from '../../../guardian/kill/kill-file';
import { isDoubtful, type ModeState } from '../../../guardian/mode';
import type { ListNotes } from './notes';
import type { RecoveryAction } from './recovery-actions';
import type { Sign, Step } from './steps';

const shows: Record<Sign, (status: GuardianStatus) => boolean> = {
  kill: killWaits,
  'core-down': ({ core_state: core }) => /^\s*(stopped|blocked)\s*$/i.test(core ?? ''),
  'kill-gone': (status) => ['gone', 'none'].includes(killFile(status)),
  acknowledged: (status) => killFile(status) === 'none',
  normal: ({ mode }) => mode === 'NORMAL',
  'no-children': ({ child_processes: count }) => count === 0,
  safe: ({ mode }) => mode === 'SAFE',
};

type Evidence = {
  state: ModeState;
  /** What was done since the list was opened, by the Guardian's own log or its answer. */
  done: ReadonlySet<RecoveryAction>;
};

/**
 * The steps that the Guardian confirms now for the first time. An action confirms its own step. A status confirms a step only
 * after all steps before it, because it says how things are and not what was done: before there is a KILL file, the file is
 * "gone", too. Only a current status counts, and no NORMAL that is contradicted.
 */
export function newlyConfirmed(steps: readonly Step[], notes: ListNotes, evidence: Evidence): string[] {
  const found: string[] = [];
  let before = true;
  for (const step of steps) {
    const known = notes.ticks.includes(step.id) || notes.confirmed.includes(step.id);
    if (!known && confirms(step, before, evidence)) found.push(step.id);
    before &&= notes.ticks.includes(step.id) || found.includes(step.id);
  }
  return found;
}

function confirms({ means, sign }: Step, before: boolean, { state, done }: Evidence): boolean {
  if (means.by === 'action' && done.has(means.action)) return true;
  if (!sign || !before || state.kind !== 'confirmed' || isDoubtful(state.answer)) return false;
  return shows[sign](state.answer.data);
}
