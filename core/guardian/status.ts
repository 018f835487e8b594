import type { components } from '../contract/contract';
import { profileOf } from './broker';
import { entryConditions } from './conditions';
import { serialOf } from './events';
import { POLL_SECONDS, SAFE_PROFILE, type Containment, type GuardianState } from './state';
import { watchedBy } from './watch';

type Schemas = components['schemas'];
/** The status as the Guardian writes it. The contract lets more members be missing. */
export type WrittenStatus = Schemas['GuardianStatus'] & {
  entry_conditions: Schemas['EntryCondition'][];
  kill_mechanisms: Schemas['KillMechanism'][];
  capabilities: Schemas['GuardianCapability'][];
  containment: Containment;
  /** Null when there was no exit. */
  last_exit_in_tenant_log: boolean | null;
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

function coreState({ mode, core, conditions, containmentReason }: GuardianState): string {
  if (core.process === 'running') return 'running';
  if (mode === 'NORMAL') return 'stopped';
  const { registry, core_signature: signature } = conditions;
  return registry !== undefined || signature !== undefined || containmentReason !== null
    ? 'blocked'
    : 'stopped';
}

/** Whether the tenant's audit log has the record of the last exit. */
function isDelivered({ lastExitEvent, delivered }: GuardianState): boolean | null {
  if (lastExitEvent === null) return null;
  return delivered !== null && serialOf(delivered) >= serialOf(lastExitEvent);
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
    location: `${guardian.locations.command} --start-safe`,
    poll_interval_seconds: null,
    last_checked_at: iso(guardian.startedAt),
  };
  const { killFile, emergencyKey } = guardian.locations;
  const locations = { kill_file: killFile, registry: emergencyKey };
  const polled = (['kill_file', 'registry'] as const).map((code) => {
    const { found, checkedAt } = watchedBy(guardian)[code];
    return {
      code,
      available: found !== 'failed',
      triggered: found === 'failed' ? null : found === 'present',
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
    platform: guardian.platform,
    containment: guardian.containment,
    guardian_version: guardian.version,
    core_version: core.version,
    core_state: coreState(guardian),
    profile: isSafe ? SAFE_PROFILE : profileOf(policy.settings),
    entry_conditions: entryConditions(guardian),
    kill_mechanisms: killMechanisms(guardian),
    capabilities: capabilities(isSafe),
    policy: { hash: policy.hash, intact: policy.intact, settings: policy.settings },
    child_processes: core.children,
    remote_management: { enabled: false, methods: [] },
    last_exit: guardian.lastExit,
    last_exit_in_tenant_log: isDelivered(guardian),
  };
}
