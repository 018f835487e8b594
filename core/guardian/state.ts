import type { components } from '../contract/contract';
import { sha256Hex } from '../audit/chain/chain';
import { canonicalJson } from '../text/canonical-json';

type Schemas = components['schemas'];
type Mode = Schemas['GuardianMode'];
export type ConditionCode = Schemas['EntryConditionCode'];
export type ApprovalRecord = Schemas['ApprovalRecord'];
type EventKind = Schemas['EventKind'];
export type SignatureState = 'valid' | 'invalid' | 'missing';
export type Platform = 'linux' | 'windows';
/** How Core and all that it starts is held. With `none`, Core is never started. */
export type Containment = 'pidns+cgroup' | 'pidns' | 'userns' | 'job' | 'none';
/** What one look at a switch found. `failed`: it cannot be told whether the switch is set. */
export type Look = 'present' | 'absent' | 'failed';

/** An event as the Guardian writes it. The contract lets more members be missing. */
export type LoggedEvent = Schemas['GuardianEvent'] & {
  kind: EventKind;
  timestamp: string;
  outcome: string;
  message: string;
  /** The signed record, in the event of an exit. */
  approval?: ApprovalRecord;
};

/** A switch outside of Core's reach that the Guardian looks at from time to time. */
export interface Watched {
  /** What the newest look found. */
  found: Look;
  /** The time of that look, in ms since the epoch. */
  checkedAt: number;
  /** How many looks in a row have failed. */
  failures: number;
}

/** `ending`: it is being killed, and not all of its processes are known to be gone. */
type CoreProcess = 'none' | 'starting' | 'running' | 'ending';

interface Core {
  version: string;
  signature: SignatureState;
  process: CoreProcess;
  /** How many processes it and its agents have while it runs. */
  children: number;
  /** How often in a row it ended by itself. */
  crashes: number;
  /** Newest first. */
  backups: { version: string; verified: boolean }[];
  /** No upgrade goes below the highest version that was ever seen. */
  highestVersion: string;
  /** The version before an upgrade that is not yet known to be good. */
  upgradedFrom: string | null;
}

export interface Policy {
  settings: Record<string, unknown>;
  /** SHA-256 of the settings' canonical JSON. */
  hash: string;
  /** Whether the seal belongs to these settings. */
  intact: boolean;
}

/** Where things are on this host, as a person there writes them. */
interface Locations {
  killFile: string;
  emergencyKey: string;
  /** The command line. */
  command: string;
}

/** What a Guardian knows of itself and of its host before it has looked at anything. */
export interface HostFacts {
  host: string;
  version: string;
  platform: Platform;
  containment: Containment;
  /** Why Core cannot be held; null where it can, or where nobody has found out yet. */
  containmentReason: string | null;
  locations: Locations;
}

/** All that a Guardian knows, as plain JSON. Times are ms since the epoch. */
export interface GuardianState extends HostFacts {
  startedAt: number;
  mode: Mode;
  since: number;
  killFile: Watched;
  /** The emergency key: a registry value on Windows, a file of another folder elsewhere. */
  registryKey: Watched;
  core: Core;
  policy: Policy;
  /** The Guardian's own files; `missing` where it was not installed from a package. */
  ownSignature: SignatureState;
  /** The start of each active condition. */
  conditions: Partial<Record<ConditionCode, number>>;
  /** Why the newest write failed; null when it was done. */
  writeFailure: string | null;
  lastExit: ApprovalRecord | null;
  /** The id of the event of the last exit. */
  lastExitEvent: string | null;
  /** Events up to this id are in the tenant's audit log. */
  delivered: string | null;
  /** By agent, how many calls the gateways are known to have refused under the newest epoch. */
  refusedCalls: Record<string, { epoch: number; denied: number }>;
}

/** The version where no Core was ever installed. */
export const NO_CORE = '0.0.0';

export const POLL_SECONDS = { kill_file: 5, registry: 30 } as const;
export type Polled = keyof typeof POLL_SECONDS;
export const SAFE_PROFILE = 'PROFILE-SAFE';

/** The settings after a policy reset (F7 §3). */
export const FACTORY_SETTINGS: Readonly<Record<string, unknown>> = {
  shell_execution_allowed: false,
  self_upgrade_allowed: false,
  autonomy_ceiling: SAFE_PROFILE,
  logging_enforcement: 'MANDATORY',
};

export const hashOf = (value: unknown): string => sha256Hex(canonicalJson(value));

/** A Guardian at `now` (ms) that has looked at nothing yet. After the installation, a state that is lost begins in SAFE. */
export function createState(facts: HostFacts, mode: 'NORMAL' | 'SAFE', now: number): GuardianState {
  const unseen = (): Watched => ({ found: 'failed', checkedAt: now, failures: 0 });
  return {
    ...facts,
    startedAt: now,
    mode,
    since: now,
    killFile: unseen(),
    registryKey: unseen(),
    core: {
      version: NO_CORE,
      signature: 'missing',
      process: 'none',
      children: 0,
      crashes: 0,
      backups: [],
      highestVersion: NO_CORE,
      upgradedFrom: null,
    },
    policy: { settings: {}, hash: hashOf({}), intact: false },
    ownSignature: 'missing',
    conditions: {},
    writeFailure: null,
    lastExit: null,
    lastExitEvent: null,
    delivered: null,
    refusedCalls: {},
  };
}
