import type { ControlState } from '../../core/control/control';
import { createState, hashOf, type HostFacts, type Platform } from '../../core/guardian/state';
import type { Host } from '../db';
import { CHILDREN, type SimulatedGuardian } from './simulated-guardian';

export const ADMIN_TOKEN = 'host-admin-token';
const PORT = 5173;
const PIDS = [4816, 4822];
const UP_SINCE_MS = 3 * 24 * 3_600_000;
/** How long before the end of the seed the agents' requests begin. */
const SEEDED_REQUESTS_MS = 60_000;

const ORDINARY_SETTINGS = {
  shell_execution_allowed: true,
  self_upgrade_allowed: true,
  autonomy_ceiling: 'PROFILE-STANDARD',
  logging_enforcement: 'MANDATORY',
};

/** A healthy host at `now` (ms). The same arguments give the same host. */
export function createHost(name: string, now: number, platform: Platform = 'windows'): Host {
  const startedAt = now - UP_SINCE_MS;
  return {
    guardian: createGuardian({ host: name, version: '2.2.0', ...FACTS[platform] }, startedAt),
    control: createControl(now),
    changedAt: { kill_file: startedAt, registry: startedAt },
    requestsUntil: now - SEEDED_REQUESTS_MS,
    silent: null,
  };
}

const FACTS: Record<Platform, Omit<HostFacts, 'host' | 'version'>> = {
  windows: {
    platform: 'windows',
    containment: 'job',
    containmentReason: null,
    locations: {
      killFile: 'C:\\ProgramData\\Exacta\\KILL',
      emergencyKey: 'HKLM\\SOFTWARE\\Exacta\\EmergencyStop',
      command: 'exacta-guardian.exe',
    },
  },
  linux: {
    platform: 'linux',
    containment: 'pidns+cgroup',
    containmentReason: null,
    locations: {
      killFile: '/var/lib/exacta/KILL',
      emergencyKey: '/etc/exacta/emergency-stop',
      command: 'exacta-guardian',
    },
  },
};

/** A Guardian that has been running since `startedAt` (ms), and never found anything. */
function createGuardian(facts: HostFacts, startedAt: number): SimulatedGuardian {
  const state = createState(facts, 'NORMAL', startedAt);
  return {
    ...state,
    killFile: { found: 'absent', checkedAt: startedAt, failures: 0 },
    registryKey: { found: 'absent', checkedAt: startedAt, failures: 0 },
    core: {
      ...state.core,
      version: '2.4.1',
      highestVersion: '2.4.1',
      signature: 'valid',
      process: 'running',
      children: CHILDREN,
      backups: [
        { version: '2.4.0', verified: true },
        { version: '2.3.2', verified: true },
      ],
    },
    policy: { settings: { ...ORDINARY_SETTINGS }, hash: hashOf(ORDINARY_SETTINGS), intact: true },
    ownSignature: 'valid',
    isSet: { kill_file: false, registry: false },
    keys: null,
    events: [],
    nextEvent: 1,
  };
}

/** A control API that is switched on and guarded by a token, with a frontend that runs since `now` (ms). */
function createControl(now: number): ControlState {
  return {
    enabled: true,
    adminToken: ADMIN_TOKEN,
    taskkillAllowed: false,
    frontendPids: [...PIDS],
    frontendPorts: [PORT],
    startedAt: now,
    inContainer: false,
    database: true,
  };
}

/** Somebody starts the frontend again on the host itself. */
export function startFrontend(control: ControlState, now: number): void {
  control.frontendPids = [...PIDS];
  control.startedAt = now;
}
