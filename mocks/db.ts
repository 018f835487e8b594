import { sha256Hex, shownRow, type ChainedRow } from '../core/audit/chain/chain';
import type { ControlState } from '../core/control/control';
import type { Polled } from '../core/guardian/state';
import type { GuardianMode } from '../core/ports/hosts';
import type { AuditRecord, Session, SwitchState } from '../core/ports/records';
import type { Traffic } from './agents/tally';
import type { SimulatedGuardian } from './host/simulated-guardian';
import type { MemoryData, TenantData } from './memory-store/memory-data';

export const SEED_NAMES = ['demo', 'none', 'one', 'twenty', 'ten-thousand', 'lived-in'] as const;
export type SeedName = (typeof SEED_NAMES)[number];

export interface SeedOptions {
  /** The number of earlier toggles of the first tenant; `demo` (the default) is a short story of eight, `lived-in` half a year. */
  seed?: SeedName;
  /** One old row was changed after it was sealed. Without rows there is nothing to break. */
  brokenChain?: boolean;
  /** How many rows of the second tenant appear in the first tenant's answers. */
  foreignRows?: number;
  /** How many odd rows to add, in the order of `malformed-rows.ts`, repeated from the start when needed. */
  malformedRows?: number;
  /** The final state of the history; disengaged by default, except for `one`, which is a single engagement. */
  engaged?: boolean;
}

interface Reconciliation {
  tenantId: string;
  /** ms since the epoch. */
  dueAt: number;
  reason: string | null;
  /** The epoch of the disengage that it undoes. */
  epoch: number;
}

/** What runs on the host of a tenant's agents. */
export interface Host {
  guardian: SimulatedGuardian;
  control: ControlState;
  /** When each polled switch was last set or cleared, in ms since the epoch. */
  changedAt: Record<Polled, number>;
  /** The requests of agents are recorded up to this time. */
  requestsUntil: number;
  /** It does not answer the control plane, which knows this of it from before; null while it answers. */
  silent: { lastSeenAt: number; mode: GuardianMode; since: number } | null;
}

/** What makes the readings of the audit log and the switch differ from what is stored. */
interface Distortions {
  /** By the id of a row: it is written, but not visible before this time (ms since the epoch). */
  hiddenUntil: Record<string, number>;
  /** By tenant: what a lagging replica still says of the switch, and when that was changed (ms since the epoch). */
  replicas: Record<string, { state: SwitchState; toggledAt: number }>;
  /** The ids of rows of the second tenant that the first tenant is shown, too. */
  leaked: string[];
  /** By the id of a row: JSON text that is sent instead of it. */
  shownAs: Record<string, string>;
}

/** Everything that the backend remembers, as plain JSON. */
export interface Db {
  seed: SeedOptions;
  seededAt: number;
  /** By tenant: how many of its first rows come from the seed and can be made again from it. */
  seededRows: Record<string, number>;
  /** What core's store keeps. */
  data: MemoryData;
  distortions: Distortions;
  /** The `acp_token` cookie of the one browser that a service worker serves; null when there is none. */
  jar: string | null;
  rates: Record<string, { windowStart: number; count: number }>;
  reconciliations: Reconciliation[];
  /** By tenant. */
  hosts: Record<string, Host>;
  traffic: Traffic;
  /** By tenant: its hosts beside the first one. */
  otherHosts: Record<string, Host[]>;
}

/** What core's store keeps of a tenant. Every tenant of the mock is there. */
export function dataOf(db: Db, tenantId: string): TenantData {
  const found = db.data.tenants.find(({ tenant }) => tenant.id === tenantId);
  if (!found) throw new Error(`No tenant ${tenantId}`);
  return found;
}

/** The rows of a tenant's audit chain, oldest first, as the contract shows them. */
export const rowsOf = (db: Db, tenantId: string): ChainedRow[] => dataOf(db, tenantId).records.map(shownRow);

export const isEngaged = (db: Db, tenantId: string): boolean => dataOf(db, tenantId).switchState.engaged;

/** The newest row of a tenant, whatever it is about. */
export const newestRecord = (db: Db, tenantId: string): AuditRecord | undefined =>
  dataOf(db, tenantId).records.at(-1);

/** The session in the cookie jar of the one browser. */
export function sessionInJar({ data, jar }: Db): Session | undefined {
  const hash = jar === null ? null : sha256Hex(jar);
  return data.sessions.find(({ tokenHash }) => tokenHash === hash);
}
