import type { components } from '../contract/contract';
import { entryConditions, KILL_FILE, REGISTRY_KEY } from './conditions';
import { hashOf, policyIsIntact, POLL_SECONDS, SAFE_PROFILE, type GuardianState } from './state';
import { watchedBy } from './watch';

type Schemas = components['schemas'];
/** The status as the Guardian writes it. The contract lets more members be missing. */
export type WrittenStatus = Schemas['GuardianStatus'] & {
  entry_conditions: Schemas['EntryCondition'][];
  kill_mechanisms: Schemas['KillMechanism'][];
  capabilities: Schemas['GuardianCapability'][];
};
type CapabilityRow = [
  code: Schemas['CapabilityCode'],
  normal: Schemas['CapabilityState'],
  safe: Schemas['CapabilityState'],
  enforcedBy: 'Guardian' | 'Orchestrator',
];

/** F7 §2 and §5. */
const CAPABILITIES: readonly CapabilityRow[] = [
  ['ai_planning', 'enabled', 'disabled', 'Orchestrator'],
  ['shell_execution', 'per_profile', 'disabled', 'Guardian'],
  ['self_upgrade', 'per_profile', 'disabled', 'Guardian'],
  ['network', 'enabled', 'disabled', 'Guardian'],
  ['autonomy', 'per_profile', 'forced_safe', 'Guardian'],
  ['file_operations', 'enabled', 'read_only', 'Guardian'],
  ['ui', 'enabled', 'diagnostic_only', 'Guardian'],
];

const iso = (at: number) => new Date(at).toISOString();

function coreState({ mode, core, conditions }: GuardianState): string {
  if (!core.alive) return 'stopped';
  if (mode === 'NORMAL') return 'running';
  return conditions.registry !== undefined || conditions.core_signature !== undefined ? 'blocked' : 'stopped';
}

function capabilities(isSafe: boolean): Schemas['GuardianCapability'][] {
  return CAPABILITIES.map(([code, normal, safe, enforcedBy]) => {
    return { code, state: isSafe ? safe : normal, enforced_by: enforcedBy };
  });
}

function killMechanisms(guardian: GuardianState): Schemas['KillMechanism'][] {
  const startup: Schemas['KillMechanism'] = {
    code: 'startup_flag',
    available: true,
    triggered: guardian.conditions.startup_flag !== undefined,
    location: 'exacta-guardian.exe --start-safe',
    poll_interval_seconds: null,
    last_checked_at: iso(guardian.startedAt),
  };
  const locations = { kill_file: KILL_FILE, registry: REGISTRY_KEY };
  const polled = (['kill_file', 'registry'] as const).map((code) => {
    const { seen, checkedAt } = watchedBy(guardian)[code];
    return {
      code,
      available: true,
      triggered: seen,
      location: locations[code],
      poll_interval_seconds: POLL_SECONDS[code],
      last_checked_at: iso(checkedAt),
    };
  });
  return [startup, ...polled];
}

/** The Guardian's status, as of its last checks. It asks Core for nothing. */
export function readGuardian(guardian: GuardianState): WrittenStatus {
  const { mode, core, policy } = guardian;
  const isSafe = mode !== 'NORMAL';
  return {
    mode,
    since: iso(guardian.since),
    host: guardian.host,
    guardian_version: guardian.version,
    core_version: core.version,
    core_state: coreState(guardian),
    profile: isSafe ? SAFE_PROFILE : String(policy.settings['autonomy_ceiling']),
    entry_conditions: entryConditions(guardian),
    kill_mechanisms: killMechanisms(guardian),
    capabilities: capabilities(isSafe),
    policy: {
      hash: hashOf(policy.settings),
      intact: policyIsIntact(guardian),
      settings: policy.settings,
    },
    child_processes: isSafe || !core.alive ? 0 : core.children,
    remote_management: { enabled: false, methods: [] },
    last_exit: guardian.lastExit,
  };
}
