import type { components } from '../contract/contract';
import { policyIsIntact, type ConditionCode, type GuardianState } from './state';

type Schemas = components['schemas'];
type Blocker = Schemas['Blocker'];
export type ExitChecks = Schemas['ExitChecks'] & { blockers: Blocker[] };

export const KILL_FILE = 'C:\\ProgramData\\Exacta\\KILL';
export const REGISTRY_KEY = 'HKLM\\SOFTWARE\\Exacta\\EmergencyStop';

/** In the order of F7 §4. */
const CODES: readonly ConditionCode[] = [
  'startup_flag',
  'kill_file',
  'registry',
  'core_signature',
  'policy_corruption',
  'upgrade_rollback',
  'crash_loop',
];

function describe(guardian: GuardianState, code: ConditionCode): string {
  const { core, killFile, registryKey, conditions } = guardian;
  const active = conditions[code] !== undefined;
  const details: Record<ConditionCode, [active: string, otherwise: string]> = {
    startup_flag: ['The host was started with --safe-mode.', 'The host was started without --safe-mode.'],
    kill_file: [
      killFile.seen
        ? `The KILL file ${KILL_FILE} exists.`
        : 'The KILL file is gone; the kill has not been acknowledged.',
      'No KILL file.',
    ],
    registry: [
      registryKey.seen
        ? `${REGISTRY_KEY} is 1.`
        : `${REGISTRY_KEY} is cleared; Guardian has not been restarted since.`,
      `${REGISTRY_KEY} is not set.`,
    ],
    core_signature: [`The signature of Core ${core.version} is ${core.signature}.`, 'Core is signed.'],
    policy_corruption: ['The policy does not match its seal.', 'The policy matches its seal.'],
    upgrade_rollback: [`An upgrade was rolled back to Core ${core.version}.`, 'No upgrade was rolled back.'],
    crash_loop: [
      `Core crashed ${core.crashes} times in the previous session.`,
      `Core crashed ${core.crashes} times; 3 are too many.`,
    ],
  };
  return details[code][active ? 0 : 1];
}

/** The seven entry conditions, as the Guardian knows them from its last check. */
export function entryConditions(guardian: GuardianState): Schemas['EntryCondition'][] {
  return CODES.map((code) => {
    const at = guardian.conditions[code];
    const since = at === undefined ? null : new Date(at).toISOString();
    return { code, active: at !== undefined, detail: describe(guardian, code), since };
  });
}

/** The blockers of an exit by the host's present state, which may be newer than the last poll. */
function killBlockers({ killFile, registryKey, conditions }: GuardianState): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (code: string, detail: string) => blockers.push({ code, detail });
  if (killFile.present) {
    add('kill_file_present', `${KILL_FILE} exists. Delete it on the host, then acknowledge the kill.`);
  } else if (conditions.kill_file !== undefined) {
    add('kill_not_acknowledged', 'The KILL file is gone, but the kill has not been acknowledged.');
  }
  if (registryKey.present) {
    add('registry_key_set', `${REGISTRY_KEY} is 1. Delete it on the host, then restart Guardian.`);
  } else if (conditions.registry !== undefined) {
    add('registry_restart_needed', 'The registry key is gone, but Guardian has not been restarted since.');
  }
  if (conditions.startup_flag !== undefined) {
    add('startup_flag_set', 'The host was started with --safe-mode. Restart it without the flag.');
  }
  return blockers;
}

/**
 * The three checks of F7 §5. A rolled-back upgrade and a crash loop are reasons to enter Safe Mode, but they do not block
 * the exit.
 */
export function exitChecks(guardian: GuardianState): ExitChecks {
  const blockers = killBlockers(guardian);
  const cleared = blockers.length === 0;
  const { signature, version } = guardian.core;
  const signed = signature === 'valid';
  const intact = policyIsIntact(guardian);
  if (!signed) {
    const detail = `The signature of Core ${version} is ${signature}. Roll back Core.`;
    blockers.push({ code: 'core_signature_invalid', detail });
  }
  if (!intact) {
    blockers.push({
      code: 'policy_corrupted',
      detail: 'The policy does not match its seal. Reset the policy.',
    });
  }
  return {
    kill_conditions_cleared: cleared,
    core_signature_valid: signed,
    policy_intact: intact,
    blockers,
  };
}
