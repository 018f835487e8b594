/** What a store keeps. Times are ms since the epoch, by the store's own clock. */

export interface Tenant {
  /** UUID. */
  id: string;
  /** `[a-z0-9-]{1,63}`, unique. */
  name: string;
  displayName: string;
}

export interface Person {
  id: string;
  tenantId: string;
  /** Lower case, unique in its tenant. */
  email: string;
  fullName: string;
  /** A role of `identity/roles.ts`. An unknown one may do nothing. */
  role: string;
  active: boolean;
  passwordHash: string;
  createdAt: number;
}

export interface Session {
  /** SHA-256 of the token, in hex. The token itself is kept nowhere. */
  tokenHash: string;
  personId: string;
  tenantId: string;
  expiresAt: number;
}

/** An agent and its key, by which the gateway knows it. */
export interface Agent {
  id: string;
  tenantId: string;
  /** Unique in its tenant. */
  name: string;
  /** SHA-256 of the key, in hex. */
  keyHash: string;
  revoked: boolean;
  /** The name of the host that it belongs to; null when it belongs to none. */
  host: string | null;
}

/** Who did something, as of then. A service or a command has an id only. */
export interface Actor {
  id: string;
  email: string | null;
  name: string | null;
}

/** The switch of a tenant. Its order is the order of its epochs, and of nothing else. */
export interface SwitchState {
  /** The number of toggles until now; 0 while nobody has ever toggled. */
  epoch: number;
  engaged: boolean;
  reason: string | null;
  actor: Actor | null;
  changedAt: number | null;
  requestId: string | null;
  /** The hash of the toggle's audit row. */
  eventHash: string | null;
}

/** The end of a tenant's audit chain. */
export interface ChainHead {
  /** 1 for the first row. */
  seq: number;
  eventHash: string;
  timestamp: number;
}

/** A row of the audit chain. `eventHash` is the SHA-256 of `text`, so that text is kept as it was hashed. */
export interface AuditRecord {
  seq: number;
  id: string;
  timestamp: number;
  action: string;
  agentId: string;
  decision: string;
  /** Canonical JSON of the row, with `prev_hash` and without `event_hash`. */
  text: string;
  prevHash: string;
  eventHash: string;
}

/** An answer that read the switch, kept so that the same request gets the same answer again. */
export interface KeptAnswer {
  /** What the request asked for: another request with the same id is not the same request. */
  fingerprint: string;
  status: number;
  /** JSON. */
  body: string;
  at: number;
}

/** Wrong passwords for one person from one address. */
export interface Tries {
  count: number;
  /** 0 when it is not locked. */
  lockedUntil: number;
}

/** Refused toggles of one person, counted until the next row about them. */
export interface Refusals {
  count: number;
  /** The time of the newest row about them. */
  recordedAt: number;
}

/** The right edge of the Merkle tree (RFC 6962) over a tenant's rows, from which the root of more rows is made without the old ones. */
export interface Frontier {
  /** How many rows it covers, from the first on. */
  size: number;
  /** The roots of its complete subtrees, the largest first, in hex. */
  hashes: string[];
}
