import type { Capability } from '../../../auth/capabilities';
import type { CommandName } from '../../../guardian/host/host-commands';

/** What this page can do through the Guardian. */
export type RecoveryAction = 'verify' | 'export' | 'acknowledge' | 'reset' | 'rollback';

type ActionFacts = {
  /** The label of the button. */
  name: string;
  /** The label of the same button in a checklist. Two buttons with one label could not be told apart. */
  inStep: string;
  /** What a person wants it for. */
  purpose: string;
  /** What it does to the host. */
  consequence: string;
  /** Whether it changes the host. */
  changes: boolean;
  needs: Capability;
  /** "Only ADMIN may …" */
  doing: string;
  /** The Guardian's own command for it, for when this page cannot do it (F7 §3). */
  command: CommandName;
  requires: string;
};

export const actionFacts: Record<RecoveryAction, ActionFacts> = {
  verify: {
    name: 'Verify integrity',
    inStep: 'Verify now',
    purpose: 'Check for tampering',
    consequence: 'Checks all signatures and hashes. Changes nothing.',
    changes: false,
    needs: 'canDiagnose',
    doing: 'verify integrity',
    command: 'verifyIntegrity',
    requires: 'nothing',
  },
  export: {
    name: 'Export logs',
    inStep: 'Export now',
    purpose: 'Save the logs',
    consequence: 'Saves the Guardian’s logs as a file on this device. Changes nothing.',
    changes: false,
    needs: 'canDiagnose',
    doing: 'export logs',
    command: 'exportLogs',
    requires: 'nothing; put a folder in place of PATH',
  },
  acknowledge: {
    name: 'Acknowledge kill',
    inStep: 'Acknowledge now',
    purpose: 'End a kill',
    consequence:
      'Ends Operator Override, once the KILL file is deleted. Core stays stopped, and Safe Mode stays on.',
    changes: true,
    needs: 'canRecover',
    doing: 'acknowledge a kill',
    command: 'acknowledgeKill',
    requires: 'an administrator, and the KILL file deleted',
  },
  reset: {
    name: 'Reset policy',
    inStep: 'Reset now',
    purpose: 'Recover from a bad policy',
    consequence:
      'Puts all policies back to factory defaults. The Guardian makes a backup first, and restarts.',
    changes: true,
    needs: 'canRecover',
    doing: 'reset the policy',
    command: 'resetPolicy',
    requires: 'an administrator, and a confirmation',
  },
  rollback: {
    name: 'Roll back Core',
    inStep: 'Roll back now',
    purpose: 'Recover from a bad upgrade',
    consequence: 'Puts the previous version of Core back, from a verified backup.',
    changes: true,
    needs: 'canRecover',
    doing: 'roll back Core',
    command: 'rollbackCore',
    requires: 'an administrator',
  },
};

export const recoveryActions: readonly RecoveryAction[] = [
  'verify',
  'export',
  'acknowledge',
  'reset',
  'rollback',
];
