import { platformOf } from '../../api/guardian/platform';
import type { Host } from '../../api/guardian/kill-paths';
import type { components } from '../../../core/contract/contract';

type Schemas = components['schemas'];
export type ConditionCode = Schemas['EntryConditionCode'];
export type MechanismCode = Schemas['KillMechanismCode'];
export type CapabilityCode = Schemas['CapabilityCode'];
export type EventKind = Schemas['EventKind'];

// The names in F7, in its order. These are Records, so that a new code in the contract must be given its words here.

/** F7 §4: the conditions under which Safe Mode is entered. */
export const conditionNames: Record<ConditionCode, string> = {
  startup_flag: 'Started with --safe-mode',
  kill_file: 'KILL file exists',
  registry: 'Registry kill switch is set',
  core_signature: 'Core signature failure',
  policy_corruption: 'Policy corruption',
  upgrade_rollback: 'Upgrade was rolled back',
  crash_loop: 'Previous session crashed 3 or more times',
};

type Mechanism = {
  name: string;
  /** How often the Guardian must check, in seconds; null for what is read only at the start. */
  everySeconds: number | null;
};

/** F7 §2. */
export const mechanisms: Record<MechanismCode, Mechanism> = {
  startup_flag: { name: 'Startup flag', everySeconds: null },
  kill_file: { name: 'KILL file', everySeconds: 5 },
  registry: { name: 'Registry key', everySeconds: 30 },
};

type CapabilityRule = {
  name: string;
  normal: string;
  inSafeMode: string;
  /** F7 §5, "Enforcement". */
  enforcement: string;
  /** The states that a Guardian may report while the mode is not NORMAL. */
  allowed: readonly Schemas['CapabilityState'][];
};

/** F7 §2 (normal and in Safe Mode) and §5 (enforcement). */
export const capabilityRules: Record<CapabilityCode, CapabilityRule> = {
  ai_planning: {
    name: 'AI planning',
    normal: 'Enabled',
    inSafeMode: 'Disabled',
    enforcement: 'Guardian blocks all AI API calls; the orchestrator refuses to execute plans',
    allowed: ['disabled'],
  },
  shell_execution: {
    name: 'Shell execution',
    normal: 'Per profile',
    inSafeMode: 'Disabled',
    enforcement: 'Guardian rejects all shell requests',
    allowed: ['disabled'],
  },
  self_upgrade: {
    name: 'Self-upgrade',
    normal: 'Per profile',
    inSafeMode: 'Disabled',
    enforcement: 'Guardian rejects all upgrade proposals',
    allowed: ['disabled'],
  },
  network: {
    name: 'Network (AI APIs)',
    normal: 'Enabled',
    inSafeMode: 'Disabled',
    enforcement: 'Guardian blocks all outbound connections',
    allowed: ['disabled'],
  },
  autonomy: {
    name: 'Autonomy level',
    normal: 'Per profile',
    inSafeMode: 'PROFILE-SAFE (forced)',
    enforcement: 'Guardian ignores profile change requests',
    allowed: ['forced_safe', 'disabled'],
  },
  file_operations: {
    name: 'File operations',
    normal: 'Enabled',
    inSafeMode: 'Read-only',
    enforcement: 'Guardian rejects all write operations',
    allowed: ['read_only', 'disabled'],
  },
  ui: {
    name: 'UI access',
    normal: 'Enabled',
    inSafeMode: 'Diagnostic only',
    enforcement: 'The UI is disabled but for diagnosis',
    allowed: ['diagnostic_only', 'disabled'],
  },
};

export const capabilityStateWords: Record<Schemas['CapabilityState'], string> = {
  enabled: 'Enabled',
  disabled: 'Disabled',
  per_profile: 'Per profile',
  read_only: 'Read-only',
  forced_safe: 'PROFILE-SAFE (forced)',
  diagnostic_only: 'Diagnostic only',
};

export const eventKindNames: Record<EventKind, string> = {
  capability_request: 'Capability request',
  mode_change: 'Mode change',
  kill: 'Kill',
  policy_reset: 'Policy reset',
  rollback: 'Core rollback',
  integrity: 'Integrity',
  export: 'Log export',
  acknowledge: 'Kill acknowledged',
};

/** The allowed states of a capability that F7 does not know: those in which it can do nothing. */
const HARMLESS: readonly string[] = ['disabled', 'read_only', 'forced_safe', 'diagnostic_only'];

/** Whether a capability may be in this state while the mode is not NORMAL (INV-OPER-4). Unknown states are not allowed. */
export function allowedInSafeMode(code: string, state: string): boolean {
  const allowed: readonly string[] = lookUp(capabilityRules, code)?.allowed ?? HARMLESS;
  return allowed.includes(state);
}

/** The entry of a table for a code from the server, which may be any text, `__proto__` included. */
export function lookUp<T>(table: Readonly<Record<string, T>>, code: string): T | null {
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

const isLinuxKey = (code: string, host: Host) => code === 'registry' && platformOf(host) === 'linux';

/** The name of a condition on this host, null for an unknown one. Linux has no registry: there the key is a file. */
export function conditionName(code: string, host: Host): string | null {
  return isLinuxKey(code, host) ? 'Emergency key is set' : lookUp(conditionNames, code);
}

/** The name of a kill mechanism on this host, null for an unknown one. */
export function mechanismName(code: string, host: Host): string | null {
  return isLinuxKey(code, host) ? 'Emergency key' : (lookUp(mechanisms, code)?.name ?? null);
}

/** One row of a table: the reported entry of a code, or null for a known code that was not reported. */
export type CodeRow<T> = { key: string; code: string; reported: T | null };

/** One row for every known code, in the order of `table`, then one for every other reported entry, including duplicates. */
export function rowsOf<T extends { code: string }>(
  table: Readonly<Record<string, unknown>>,
  reported: readonly T[],
): CodeRow<T>[] {
  // Grouped in one pass: a server may name thousands of codes.
  const byCode = new Map<string, CodeRow<T>[]>(Object.keys(table).map((code) => [code, []]));
  for (const item of reported) {
    const { code } = item;
    const rows = byCode.get(code) ?? [];
    rows.push({ key: `${code} ${rows.length}`, code, reported: item });
    byCode.set(code, rows);
  }
  return [...byCode].flatMap(([code, rows]) =>
    rows.length > 0 ? rows : [{ key: code, code, reported: null }],
  );
}
