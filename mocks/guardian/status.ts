import type { components } from '../../core/contract/contract';
import type { Faults } from '../faults/faults';
import { entryConditions, KILL_FILE, REGISTRY_KEY } from './conditions';
import { hashOf, policyIsIntact, POLL_SECONDS, SAFE_PROFILE, type GuardianState } from './state';
import { lastPoll, watchedBy } from './watch';

type Schemas = components['schemas'];
type Status = Schemas['GuardianStatus'];
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

const CHILDREN_OF_AGENTS = 4;

const iso = (at: number) => new Date(at).toISOString();

function coreState({ mode, core, conditions }: GuardianState): string {
  if (!core.alive) return 'stopped';
  if (mode === 'NORMAL') return 'running';
  return conditions.registry !== undefined || conditions.core_signature !== undefined ? 'blocked' : 'stopped';
}

function capabilities(isSafe: boolean, faults: Faults): Schemas['GuardianCapability'][] {
  const leaks = isSafe && faults.has('capability-leak');
  return CAPABILITIES.map(([code, normal, safe, enforcedBy]) => {
    const state = isSafe ? safe : normal;
    return { code, state: leaks && code === 'shell_execution' ? 'enabled' : state, enforced_by: enforcedBy };
  });
}

function killMechanisms(guardian: GuardianState, faults: Faults, now: number): Schemas['KillMechanism'][] {
  const startup: Schemas['KillMechanism'] = {
    code: 'startup_flag',
    available: true,
    triggered: guardian.conditions.startup_flag !== undefined,
    location: 'exacta-guardian.exe --start-safe',
    poll_interval_seconds: null,
    last_checked_at: iso(guardian.startedAt),
  };
  const locations = { kill_file: KILL_FILE, registry: REGISTRY_KEY };
  const available = !faults.has('one-mechanism');
  const polled = (['kill_file', 'registry'] as const).map((code) => ({
    code,
    available,
    triggered: available ? watchedBy(guardian)[code].seen : null,
    location: locations[code],
    poll_interval_seconds: POLL_SECONDS[code],
    last_checked_at: available ? iso(lastPoll(guardian, code, now)) : null,
  }));
  return [startup, ...polled];
}

/** The Guardian's status at `now` (ms). It asks Core for nothing. */
export function readGuardian(guardian: GuardianState, faults: Faults, now: number): Status {
  const { mode, core, policy } = guardian;
  const isSafe = mode !== 'NORMAL';
  const contradicts = faults.has('mode-contradiction');
  const conditions = entryConditions(guardian);
  // A Guardian that contradicts itself says NORMAL although a condition is active: this one, if there is no other.
  const odd = contradicts && !conditions.some(({ active }) => active) ? 'kill_file' : null;
  return {
    mode: contradicts ? 'NORMAL' : mode,
    since: iso(guardian.since),
    host: guardian.host,
    guardian_version: guardian.version,
    core_version: core.version,
    core_state: coreState(guardian),
    profile: isSafe ? SAFE_PROFILE : String(policy.settings['autonomy_ceiling']),
    entry_conditions: conditions.map((condition) =>
      condition.code === odd
        ? { ...condition, active: true, detail: `The KILL file ${KILL_FILE} exists.`, since: iso(now) }
        : condition,
    ),
    kill_mechanisms: killMechanisms(guardian, faults, now),
    capabilities: capabilities(isSafe, faults),
    policy: {
      hash: hashOf(policy.settings),
      intact: policyIsIntact(guardian),
      settings: policy.settings,
    },
    child_processes: children(guardian, faults),
    remote_management: { enabled: false, methods: [] },
    last_exit: guardian.lastExit,
  };
}

function children({ mode, core }: GuardianState, faults: Faults): number {
  if (mode !== 'NORMAL') return faults.has('children-in-safe-mode') ? CHILDREN_OF_AGENTS : 0;
  return core.alive ? CHILDREN_OF_AGENTS : 0;
}
