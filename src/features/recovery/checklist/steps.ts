import type { CommandName } from '../../../guardian/host/host-commands';
import type { RecoveryAction } from './recovery-actions';
import type { FactWanted } from './step-facts';

/** What the Guardian's status shows once a step is done. */
export type Sign = 'kill' | 'core-down' | 'kill-gone' | 'acknowledged' | 'normal' | 'no-children' | 'safe';

/** How a step is done: by a button of this page, on another page, or by a command on the Guardian's host. */
export type StepMeans =
  | { by: 'action'; action: RecoveryAction }
  | { by: 'page'; page: 'safe-mode' | 'kill-switch' }
  | { by: 'command'; command: CommandName };

export type Step = {
  /** Unique within its scenario; kept in the tab's storage. */
  id: string;
  text: string;
  means: StepMeans;
  /** The part of the Guardian's status that is shown beside the step. */
  fact?: FactWanted;
  /** What the Guardian's status shows once the step is done. Without it only the operator can tell. */
  sign?: Sign;
};

export const onHost = (command: CommandName): StepMeans => ({ by: 'command', command });
const action = (name: RecoveryAction): StepMeans => ({ by: 'action', action: name });

export const createKill: Step = {
  id: 'create-kill',
  text: 'Create the KILL file on the host, as administrator.',
  means: onHost('createKill'),
  fact: 'kill-file',
  sign: 'kill',
};
export const coreDown: Step = {
  id: 'core-down',
  text: 'Wait until the Guardian has terminated Core. It looks every 5 seconds.',
  means: onHost('showStatus'),
  fact: 'core',
  sign: 'core-down',
};
export const verify: Step = {
  id: 'verify',
  text: 'Diagnose: check all signatures and hashes.',
  means: action('verify'),
};
export const exportLogs: Step = {
  id: 'export',
  text: 'Save the Guardian’s logs as evidence.',
  means: action('export'),
};
export const deleteKill: Step = {
  id: 'delete-kill',
  text: 'Once the cause is found, delete the KILL file on the host, as administrator.',
  means: onHost('deleteKill'),
  fact: 'kill-file',
  sign: 'kill-gone',
};
export const acknowledge: Step = {
  id: 'acknowledge',
  text: 'Acknowledge the kill. The Guardian refuses while the KILL file exists.',
  means: action('acknowledge'),
  fact: 'kill-file',
  sign: 'acknowledged',
};
export const reset: Step = {
  id: 'reset',
  text: 'Reset all policies to factory defaults. The Guardian makes a backup first.',
  means: action('reset'),
  fact: 'policy',
};
export const rollback: Step = {
  id: 'rollback',
  text: 'Roll back to the previous Core version.',
  means: action('rollback'),
  fact: 'core-version',
};
export const exit: Step = {
  id: 'exit',
  text: 'Restart: exit Safe Mode. The Guardian makes its checks, and you approve.',
  means: { by: 'page', page: 'safe-mode' },
  fact: 'mode',
  sign: 'normal',
};
export const checkInstaller: Step = {
  id: 'check-installer',
  text: 'Check that the offline root verifies the installer. Put the name of its file into the command.',
  means: onHost('checkInstaller'),
};
export const install: Step = {
  id: 'install',
  text: 'Only if the signature is valid: install again, as administrator.',
  means: onHost('install'),
};
