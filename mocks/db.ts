import type { ChainedRow } from '../core/audit/chain';
import type { ControlState } from '../core/control/control';
import type { GuardianState } from '../core/guardian/state';
import type { Polled } from '../core/guardian/watch';
import type { PersonaKey } from './seeds/personas';

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

export interface AuditEntry {
  row: ChainedRow;
  /** ms since the epoch. Before it, the row is written but not visible yet. */
  visibleFrom: number;
  /** The row is also shown to this tenant, to which it does not belong. */
  leaksTo?: string;
  /** JSON text that is sent instead of the row. */
  shownAs?: string;
}

export interface SwitchState {
  engaged: boolean;
  /** ISO 8601; null while nobody has ever toggled. */
  changedAt: string | null;
  changedBy: string | null;
  reason: string | null;
}

export interface KillSwitch {
  now: SwitchState;
  /** The state that a lagging replica still reports. */
  before: SwitchState;
  /** ms since the epoch of the newest toggle that did not come from the seed. */
  toggledAt: number | null;
}

export interface Session {
  id: string;
  token: string;
  personId: string;
  tenantId: string;
  /** ms since the epoch. */
  expiresAt: number;
  revoked: boolean;
}

interface Reconciliation {
  tenantId: string;
  /** ms since the epoch. */
  dueAt: number;
  reason: string | null;
  /** The id of the row of the disengage that it undoes. */
  disengagedBy: string;
}

/** What runs on the host of a tenant's agents. */
export interface Host {
  guardian: GuardianState;
  control: ControlState;
  /** When each polled switch was last set or cleared, in ms since the epoch. */
  changedAt: Record<Polled, number>;
  /** The requests of agents are recorded up to this time. */
  requestsUntil: number;
}

/** Everything that the backend remembers, as plain JSON. */
export interface Db {
  seed: SeedOptions;
  seededAt: number;
  /** How many of the first entries of `audit` come from the seed and can be made again from it. */
  seededRows: number;
  switches: Record<string, KillSwitch>;
  /** Oldest first. */
  audit: AuditEntry[];
  sessions: Session[];
  /** The `acp_token` cookie of the one browser that a service worker serves; null when there is none. */
  jar: string | null;
  failedLogins: Record<string, { count: number; lockedUntil: number }>;
  rates: Record<string, { windowStart: number; count: number }>;
  roleOverrides: Partial<Record<PersonaKey, string>>;
  deactivated: PersonaKey[];
  reconciliations: Reconciliation[];
  /** By tenant. */
  hosts: Record<string, Host>;
}
