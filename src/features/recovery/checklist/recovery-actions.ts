import { can, rolesWith, type Capability } from '../../../auth/capabilities';
import { commands } from '../host/host-commands';

/** What this page can do through the Guardian. */
export type RecoveryAction = 'verify' | 'export' | 'acknowledge' | 'reset' | 'rollback';

type ActionFacts = {
  /** The label of the button. */
  name: string;
  /** The label of the same button in a checklist. Two buttons with one label could not be told apart. */
  inStep: string;
  needs: Capability;
  /** "Only ADMIN may …" */
  doing: string;
  /** The Guardian's own command for it, for when this page cannot do it (F7 §3). */
  command: string;
  requires: string;
};

export const actionFacts: Record<RecoveryAction, ActionFacts> = {
  verify: {
    name: 'Verify integrity',
    inStep: 'Verify now',
    needs: 'canDiagnose',
    doing: 'verify integrity',
    command: commands.verifyIntegrity.command,
    requires: 'nothing',
  },
  export: {
    name: 'Export logs',
    inStep: 'Export now',
    needs: 'canDiagnose',
    doing: 'export logs',
    command: 'exacta-guardian.exe --export-logs PATH',
    requires: 'nothing; put a folder in place of PATH',
  },
  acknowledge: {
    name: 'Acknowledge kill',
    inStep: 'Acknowledge now',
    needs: 'canRecover',
    doing: 'acknowledge a kill',
    command: 'exacta-guardian.exe --acknowledge-kill',
    requires: 'an administrator, and the KILL file deleted',
  },
  reset: {
    name: 'Reset policy',
    inStep: 'Reset now',
    needs: 'canRecover',
    doing: 'reset the policy',
    command: 'exacta-guardian.exe --reset-policy',
    requires: 'an administrator, and a confirmation',
  },
  rollback: {
    name: 'Roll back Core',
    inStep: 'Roll back now',
    needs: 'canRecover',
    doing: 'roll back Core',
    command: 'exacta-guardian.exe --rollback-core',
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

function anyOf(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join() : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}

/** Why this role may not do it, in words; null when it may. */
export function whyNot(role: string, needs: Capability, doing: string): string | null {
  return can(role, needs) ? null : `Only ${anyOf(rolesWith(needs))} may ${doing}.`;
}
