import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Proof } from '../../../api/http/outcome';
import type { GuardianEvent, PolicyReset } from '../../../api/guardian/recovery-schemas';
import { isRedacted } from '../../../lib/text';
import { compareDefaults } from './policy-defaults';

export const resetSteps = ['privileges', 'warning', 'backup', 'defaults', 'log', 'restart'] as const;
export type ResetStep = (typeof resetSteps)[number];

/** The flow of F7 §3, in words for the operator. */
export const resetStepWords: Record<ResetStep, string> = {
  privileges: 'Verify that the caller is an administrator',
  warning: 'Display the warning and have it confirmed',
  backup: 'Back up the current policy',
  defaults: 'Reset the Safety Policy to its defaults',
  log: 'Log the policy reset event',
  restart: 'Restart the Guardian with the new policy',
};

export type StepState = 'pending' | 'under-way' | 'done' | 'not-proven' | 'wrong';
export type StepReport = { state: StepState; evidence: string };

/** Whether the event log was read after the reset. Otherwise nobody can say what it does not contain (law 12). */
export type LogReading = 'read' | 'not-yet' | 'failed';

/** The evidence for the steps. Nothing is assumed: a step without evidence counts as not proven. */
export type ResetEvidence =
  | { phase: 'before' }
  | { phase: 'sending' }
  /** The reset was sent, and its answer was lost or was a refusal. */
  | { phase: 'unclear'; proof: Proof; event: GuardianEvent | null }
  | {
      phase: 'answered';
      result: PolicyReset;
      event: GuardianEvent | null;
      log: LogReading;
      /** Whether a start of the Guardian was recorded after the reset. */
      restarted: boolean;
      status: GuardianStatus | null;
    };

const PENDING: StepReport = { state: 'pending', evidence: '' };
const CONFIRMED: StepReport = { state: 'done', evidence: 'shown here, and confirmed by you' };
const UNDER_WAY: StepReport = {
  state: 'under-way',
  evidence: 'under way; the server does not say which step',
};
const LOGGED: StepReport = { state: 'done', evidence: 'found in the Guardian’s event log' };
const notLogged: Record<LogReading, string> = {
  read: 'not in the event log so far',
  'not-yet': 'the event log has not been read since',
  failed: 'the event log could not be read',
};
const LOST: StepReport = { state: 'not-proven', evidence: 'the answer was lost' };
const REFUSED: StepReport = { state: 'not-proven', evidence: 'the server refused' };

function all(rest: StepReport, warning: StepReport): Record<ResetStep, StepReport> {
  return { privileges: rest, warning, backup: rest, defaults: rest, log: rest, restart: rest };
}

/** The progress of each of the six steps, and the evidence for it. */
export function resetProgress(evidence: ResetEvidence): Record<ResetStep, StepReport> {
  switch (evidence.phase) {
    case 'before':
      return all(PENDING, { state: 'pending', evidence: 'shown below; waiting for your confirmation' });
    case 'sending':
      return all(UNDER_WAY, CONFIRMED);
    case 'unclear':
      return {
        ...all(evidence.proof === 'refused' ? REFUSED : LOST, CONFIRMED),
        ...(evidence.event && { log: LOGGED }),
      };
    case 'answered': {
      const { result, event, log, restarted, status } = evidence;
      return {
        privileges: { state: 'done', evidence: 'the server carried the request out under your session' },
        warning: CONFIRMED,
        backup: backupOf(result),
        defaults: defaultsOf(result),
        log: event ? LOGGED : { state: 'not-proven', evidence: notLogged[log] },
        restart: restartOf(result, status, restarted),
      };
    }
  }
}

export function backupOf({ backup_file: file }: PolicyReset): StepReport {
  return file.trim() === ''
    ? { state: 'wrong', evidence: 'the server names no backup file' }
    : { state: 'done', evidence: `the server names the backup ${file}` };
}

export function defaultsOf({ settings }: PolicyReset): StepReport {
  const compared = compareDefaults(settings);
  const wrong = compared.filter(({ verdict }) => verdict === 'different' || verdict === 'missing');
  if (wrong.length > 0)
    return { state: 'wrong', evidence: wrong.map(({ name, found }) => `${name} is ${found}`).join('; ') };
  return compared.some(({ verdict }) => verdict === 'redacted')
    ? { state: 'not-proven', evidence: 'settings are redacted by the server' }
    : { state: 'done', evidence: 'all four settings have their defaults' };
}

function restartOf(result: PolicyReset, status: GuardianStatus | null, restarted: boolean): StepReport {
  if (status === null) return { state: 'not-proven', evidence: 'the Guardian has not answered since' };
  switch (samePolicy(result, status)) {
    case false:
      return { state: 'wrong', evidence: 'the policy in force is not the one from the reset' };
    case null:
      return { state: 'not-proven', evidence: 'the status gives no hash to compare the policy with' };
    case true:
      return restarted
        ? { state: 'done', evidence: 'the event log shows a start since, and the new policy is in force' }
        : { state: 'not-proven', evidence: 'the new policy is in force, but nothing shows a restart' };
  }
}

/** Whether the policy that is read now is the one that the reset installed; null when that cannot be decided. */
export function samePolicy(result: PolicyReset, status: GuardianStatus | null): boolean | null {
  const hash = status?.policy?.hash;
  if (hash == null || isRedacted(hash) || isRedacted(result.policy_hash_after)) return null;
  return hash === result.policy_hash_after;
}
