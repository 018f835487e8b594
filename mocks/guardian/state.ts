import type { components } from '../../core/contract/contract';
import { sha256Hex } from '../../core/audit/chain';
import { canonicalJson } from '../../core/text/canonical-json';

type Schemas = components['schemas'];
type Mode = Schemas['GuardianMode'];
export type ConditionCode = Schemas['EntryConditionCode'];
export type ApprovalRecord = Schemas['ApprovalRecord'];
type EventKind = Schemas['EventKind'];
export type SignatureState = 'valid' | 'invalid' | 'missing';
/** An event as the Guardian writes it. The contract lets more members be missing. */
export type LoggedEvent = Schemas['GuardianEvent'] & {
  kind: EventKind;
  timestamp: string;
  outcome: string;
  message: string;
};

/** A switch outside of Core's reach that the Guardian checks from time to time. */
export interface Watched {
  present: boolean;
  /** ms since the epoch. */
  changedAt: number;
  /** The value at the Guardian's last check. */
  seen: boolean;
}

interface Core {
  version: string;
  alive: boolean;
  signature: SignatureState;
  crashes: number;
  /** Newest first. */
  backups: { version: string; verified: boolean }[];
}

interface Policy {
  settings: Record<string, unknown>;
  /** The hash of the settings when the Guardian sealed them. */
  seal: string;
}

/** One host's Guardian and the host that it watches, as plain JSON. Times are ms since the epoch. */
export interface GuardianState {
  host: string;
  version: string;
  /** The Guardian checks at once when it starts, and polls from then on. */
  startedAt: number;
  mode: Mode;
  since: number;
  killFile: Watched;
  registryKey: Watched;
  core: Core;
  policy: Policy;
  /** The start of each active condition. */
  conditions: Partial<Record<ConditionCode, number>>;
  /** Oldest first. */
  events: LoggedEvent[];
  nextEvent: number;
  /** The requests of agents are recorded up to this time. */
  requestsUntil: number;
  /** Made when the first record is signed; base64 of SPKI and PKCS #8. */
  keys: { publicKey: string; privateKey: string } | null;
  lastExit: ApprovalRecord | null;
}

export const POLL_SECONDS = { kill_file: 5, registry: 30 } as const;
export const SAFE_PROFILE = 'PROFILE-SAFE';

/** The settings after a policy reset (F7 §3). */
export const FACTORY_SETTINGS: Readonly<Record<string, unknown>> = {
  shell_execution_allowed: false,
  self_upgrade_allowed: false,
  autonomy_ceiling: SAFE_PROFILE,
  logging_enforcement: 'MANDATORY',
};

const ORDINARY_SETTINGS = {
  shell_execution_allowed: true,
  self_upgrade_allowed: true,
  autonomy_ceiling: 'PROFILE-STANDARD',
  logging_enforcement: 'MANDATORY',
};

const UP_SINCE_MS = 3 * 24 * 3_600_000;
/** How long before the end of the seed the agents' requests begin. */
const SEEDED_REQUESTS_MS = 60_000;

export const hashOf = (value: unknown): string => sha256Hex(canonicalJson(value));

/** A healthy Guardian that has been running for three days at `now` (ms). The same arguments give the same state. */
export function createGuardian(host: string, now: number): GuardianState {
  const startedAt = now - UP_SINCE_MS;
  const untouched = (): Watched => ({ present: false, changedAt: startedAt, seen: false });
  return {
    host,
    version: '2.2.0',
    startedAt,
    mode: 'NORMAL',
    since: startedAt,
    killFile: untouched(),
    registryKey: untouched(),
    core: {
      version: '2.4.1',
      alive: true,
      signature: 'valid',
      crashes: 0,
      backups: [
        { version: '2.4.0', verified: true },
        { version: '2.3.2', verified: true },
      ],
    },
    policy: { settings: { ...ORDINARY_SETTINGS }, seal: hashOf(ORDINARY_SETTINGS) },
    conditions: {},
    events: [],
    nextEvent: 1,
    requestsUntil: now - SEEDED_REQUESTS_MS,
    keys: null,
    lastExit: null,
  };
}

export function policyIsIntact({ policy }: GuardianState): boolean {
  return hashOf(policy.settings) === policy.seal;
}
