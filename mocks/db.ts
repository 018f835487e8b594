import type { ChainedRow } from './chain';
import type { ControlState } from './guardian/control';
import type { GuardianState } from './guardian/state';
import type { PersonaKey } from './seeds/personas';

export const SEED_NAMES = ['demo', 'none', 'one', 'twenty', 'ten-thousand'] as const;
export type SeedName = (typeof SEED_NAMES)[number];

export interface SeedOptions {
  /** How many toggles the first tenant has behind it; `demo` (the default) is a little story of eight. */
  seed?: SeedName;
  /** One old row was changed after it was sealed; without rows there is nothing to break. */
  brokenChain?: boolean;
  /** So many rows of the second tenant show up in the first tenant's answers. */
  foreignRows?: number;
  /** So many odd rows on top, from `malformed-rows.ts`, in its order and then again from the start. */
  malformedRows?: number;
  /** How the history ends; disengaged unless told, but for `one`, which is a single engagement. */
  engaged?: boolean;
}

export interface AuditEntry {
  row: ChainedRow;
  /** ms since the epoch; before it the row is written but not yet visible. */
  visibleFrom: number;
  /** Also shown to this tenant, where it does not belong. */
  leaksTo?: string;
  /** JSON text that is sent in place of the row. */
  shownAs?: string;
}

export interface SwitchState {
  engaged: boolean;
  /** ISO 8601; null as long as nobody has ever toggled. */
  changedAt: string | null;
  changedBy: string | null;
  reason: string | null;
}

export interface KillSwitch {
  now: SwitchState;
  /** What a replica that lags behind still says. */
  before: SwitchState;
  /** ms since the epoch of the newest toggle that happened here rather than in the seed. */
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
}

/** What of a tenant runs on its agents' host. */
export interface Host {
  guardian: GuardianState;
  control: ControlState;
}

/** Everything the backend remembers, as plain JSON. */
export interface Db {
  seed: SeedOptions;
  seededAt: number;
  /** The first so many entries of `audit` come from the seed and can be made again from it. */
  seededRows: number;
  switches: Record<string, KillSwitch>;
  /** Oldest first. */
  audit: AuditEntry[];
  sessions: Session[];
  /** The `acp_token` cookie of the one browser that a service worker serves; null when it has none. */
  jar: string | null;
  failedLogins: Record<string, { count: number; lockedUntil: number }>;
  rates: Record<string, { windowStart: number; count: number }>;
  roleOverrides: Partial<Record<PersonaKey, string>>;
  deactivated: PersonaKey[];
  reconciliations: Reconciliation[];
  /** By tenant. */
  hosts: Record<string, Host>;
}
