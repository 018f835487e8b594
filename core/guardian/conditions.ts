import type { components } from '../contract/contract';
import type { ConditionCode, GuardianState } from './state';

type Schemas = components['schemas'];
type Blocker = Schemas['Blocker'];
export type ExitChecks = Schemas['ExitChecks'] & { blockers: Blocker[] };

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

/** What a person reads of the switches, in the words of this host. */
function switchWords({ platform, locations, killFile, registryKey }: GuardianState) {
  const [file, key] = [locations.killFile, locations.emergencyKey];
  const isWindows = platform === 'windows';
  return {
    restart: 'Guardian has not been restarted since',
    fileSet: `The KILL file ${file} exists.`,
    isFile: killFile.found === 'present',
    isKey: registryKey.found === 'present',
    keySet: isWindows ? `${key} is 1.` : `${key} exists.`,
    keyGone: isWindows ? `${key} is cleared` : `${key} is gone`,
    keyUnset: isWindows ? `${key} is not set.` : `No emergency key ${key}.`,
    keyName: isWindows ? 'The registry key' : 'The emergency key',
  };
}

function describe(guardian: GuardianState, code: ConditionCode): string {
  const { core, conditions } = guardian;
  const active = conditions[code] !== undefined;
  const words = switchWords(guardian);
  const details: Record<ConditionCode, [active: string, otherwise: string]> = {
    startup_flag: [
      'Safe Mode was asked for on the host, with --safe-mode or --start-safe.',
      'Safe Mode was not asked for on the host.',
    ],
    kill_file: [
      words.isFile ? words.fileSet : 'The KILL file is gone; the kill has not been acknowledged.',
      'No KILL file.',
    ],
    registry: [words.isKey ? words.keySet : `${words.keyGone}; ${words.restart}.`, words.keyUnset],
    core_signature: [`The signature of Core ${core.version} is ${core.signature}.`, 'Core is signed.'],
    policy_corruption: ['The policy does not match its seal.', 'The policy matches its seal.'],
    upgrade_rollback: [`An upgrade was rolled back to Core ${core.version}.`, 'No upgrade was rolled back.'],
    crash_loop: [
      `Core crashed ${core.crashes} times in the previous session.`,
      `Crashes of Core in a row: ${core.crashes}; 3 are too many.`,
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

/** What of the kill conditions is not cleared. A switch that could not be looked at may be set. */
function killBlockers(guardian: GuardianState): Blocker[] {
  const { killFile, registryKey, conditions, locations } = guardian;
  const blockers: Blocker[] = [];
  const add = (code: string, detail: string) => blockers.push({ code, detail });
  const words = switchWords(guardian);
  if (killFile.found === 'present') {
    add(
      'kill_file_present',
      `${locations.killFile} exists. Delete it on the host, then acknowledge the kill.`,
    );
  } else if (killFile.found === 'failed') {
    add('kill_file_unreadable', `Whether ${locations.killFile} exists could not be found out.`);
  } else if (conditions.kill_file !== undefined) {
    add('kill_not_acknowledged', 'The KILL file is gone, but the kill has not been acknowledged.');
  }
  if (registryKey.found === 'present') {
    add('registry_key_set', `${words.keySet} Delete it on the host, then restart Guardian.`);
  } else if (registryKey.found === 'failed') {
    add('registry_unreadable', `Whether ${locations.emergencyKey} is set could not be found out.`);
  } else if (conditions.registry !== undefined) {
    add('registry_restart_needed', `${words.keyName} is gone, but ${words.restart}.`);
  }
  if (conditions.startup_flag !== undefined) {
    add('startup_flag_set', 'Safe Mode was asked for on the host. Restart the Guardian without --safe-mode.');
  }
  return blockers;
}

/** What else keeps the host in Safe Mode, because NORMAL could not be kept. */
function hostBlockers({
  containment,
  containmentReason,
  ownSignature,
  writeFailure,
}: GuardianState): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (code: string, detail: string) => blockers.push({ code, detail });
  if (containment === 'none' && containmentReason !== null)
    add('no_containment', `Core cannot be held here: ${containmentReason}.`);
  if (ownSignature === 'invalid')
    add(
      'guardian_signature_invalid',
      'The Guardian’s own files do not match their manifest. Install it again.',
    );
  if (writeFailure !== null) add('write_failed', `The Guardian cannot write: ${writeFailure}.`);
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
  const { intact } = guardian.policy;
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
  blockers.push(...hostBlockers(guardian));
  return {
    kill_conditions_cleared: cleared,
    core_signature_valid: signed,
    policy_intact: intact,
    blockers,
  };
}
