import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { capabilityRules, conditionNames } from '../features/safe-mode/known-codes';

/** A status without contradictions, in the given mode. */
export function consistentStatus(mode: GuardianStatus['mode'] = 'NORMAL'): GuardianStatus {
  const free = mode === 'NORMAL';
  const active = mode === 'NORMAL' ? null : mode === 'SAFE' ? 'crash_loop' : 'kill_file';
  return {
    mode,
    host: 'acme-agents-01',
    since: '2026-11-21T08:48:00Z',
    guardian_version: '2.2.0',
    core_version: '2.4.1',
    core_state: free ? 'running' : 'stopped',
    profile: free ? 'PROFILE-STANDARD' : 'PROFILE-SAFE',
    entry_conditions: Object.keys(conditionNames).map((code) => ({ code, active: code === active })),
    kill_mechanisms: (['startup_flag', 'kill_file', 'registry'] as const).map((code) => ({
      code,
      available: true,
      triggered: code === active,
      location: `where ${code} is`,
    })),
    capabilities: Object.entries(capabilityRules).map(([code, { allowed }]) => ({
      code,
      state: free ? 'enabled' : (allowed[0] ?? 'disabled'),
      enforced_by: 'Guardian',
    })),
    policy: { hash: 'c0ffee', intact: true, settings: { autonomy_ceiling: 'PROFILE-STANDARD' } },
    child_processes: free ? 4 : 0,
    remote_management: { enabled: false, methods: [] },
    last_exit: null,
  };
}
