import type { Blocker, ExitChecks } from '../../../api/guardian/recovery-schemas';

export type CheckName = 'kill_conditions_cleared' | 'core_signature_valid' | 'policy_intact';

/** The three checks of the Guardian (F7 §5, Safe Mode Exit 4), in its order. */
export const checkNames: Record<CheckName, string> = {
  kill_conditions_cleared: 'All kill conditions cleared',
  core_signature_valid: 'Core signature valid',
  policy_intact: 'Policy integrity intact',
};

export type BlockerWords = { check: CheckName; title: string; /** The step that clears it. */ step: string };

const killFile: BlockerWords = {
  check: 'kill_conditions_cleared',
  title: 'The KILL file exists.',
  step: 'Delete it on the host, as administrator. Then acknowledge the kill.',
};
const registry: BlockerWords = {
  check: 'kill_conditions_cleared',
  title: 'The emergency key is set.',
  step: 'Delete the emergency key on the host, as administrator. Then restart Guardian.',
};
const unreadable: BlockerWords = {
  check: 'kill_conditions_cleared',
  title: 'The Guardian cannot read one of its kill mechanisms.',
  step: 'Look at the host: the folder must be there, and the Guardian must be able to read it.',
};
const startupFlag: BlockerWords = {
  check: 'kill_conditions_cleared',
  title: 'The host was started in Safe Mode.',
  step: 'Restart it without --safe-mode or --start-safe.',
};
const signature: BlockerWords = {
  check: 'core_signature_valid',
  title: 'The signature of Core is not valid.',
  step: 'On the Recovery page: verify integrity, save the logs, then roll back Core.',
};
const policy: BlockerWords = {
  check: 'policy_intact',
  title: 'The policy is corrupted.',
  step: 'On the Recovery page: reset the policy. The Guardian makes a backup first.',
};

// The contract does not fix the codes, so those of the entry conditions are understood as well. A Map, because the code may
// be any text.
const known = new Map<string, BlockerWords>([
  ['kill_file_present', killFile],
  ['kill_file', killFile],
  [
    'kill_not_acknowledged',
    {
      check: 'kill_conditions_cleared',
      title: 'The kill has not been acknowledged.',
      step: 'Acknowledge the kill: the KILL file is gone.',
    },
  ],
  ['registry_key_set', registry],
  ['registry', registry],
  [
    'registry_restart_needed',
    {
      check: 'kill_conditions_cleared',
      title: 'Guardian has not been restarted since the emergency key was deleted.',
      step: 'Restart Guardian on the host.',
    },
  ],
  ['kill_file_unreadable', unreadable],
  ['registry_unreadable', unreadable],
  ['startup_flag_set', startupFlag],
  ['startup_flag', startupFlag],
  ['core_signature_invalid', signature],
  ['core_signature', signature],
  ['policy_corrupted', policy],
  ['policy_corruption', policy],
]);

/** What a blocker means and what clears it; null for an unknown code, which is shown as the server sent it. */
export function blockerWords({ code }: Blocker): BlockerWords | null {
  return known.get(code) ?? null;
}

/** Whether the Guardian says that Safe Mode may end: three checks passed, and no blocker. */
export function allPassed(checks: ExitChecks): boolean {
  return (
    checks.kill_conditions_cleared &&
    checks.core_signature_valid &&
    checks.policy_intact &&
    (checks.blockers ?? []).length === 0
  );
}
