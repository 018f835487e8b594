import type { components } from '../contract/contract';
import { sha256Hex } from '../audit/chain/chain';
import { canonicalJson } from '../text/canonical-json';

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
  /** As it is on the host now. */
  present: boolean;
  /** As it was at the Guardian's last check. */
  seen: boolean;
  /** The time of that check, in ms since the epoch. */
  checkedAt: number;
}

interface Core {
  version: string;
  alive: boolean;
  signature: SignatureState;
  crashes: number;
  /** How many processes it and its agents have while it runs. */
  children: number;
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
  /** The Guardian checks everything at once when it starts. */
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

export const hashOf = (value: unknown): string => sha256Hex(canonicalJson(value));

export function policyIsIntact({ policy }: GuardianState): boolean {
  return hashOf(policy.settings) === policy.seal;
}
