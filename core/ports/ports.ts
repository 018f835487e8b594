<<<<<<< HEAD
import type { Sha256 } from '../audit/chain/chain';
=======
import type { KnownHost } from './hosts';
>>>>>>> h-hosts
import type { Session } from './records';
import type { Store } from './store';

/**
 * What core must be given. Core itself reads no clock, makes no random number, and knows no database, network or screen.
 */
export interface ApiPorts {
  store: Store;
  /** A new UUID. */
  newId(): string;
  /** The platform's own; core's when it is missing. */
  sha256?: Sha256;
  /** A new token for this session: opaque and random, or whatever the tests of a client need. */
  newToken(session: Omit<Session, 'tokenHash'> & { role: string }): string;
  /** Whether the password is the one that was hashed. Without a hash it takes as long, and says no. At most two run at a time. */
  verifyPassword(passwordHash: string | null, password: string): Promise<boolean>;
  cookie: SessionCookie;
  hosts: Hosts;
  /** Signs checkpoints; null where nobody asks for them. */
  signer: Signer | null;
  /** Keys that signed before: the newest of them hands over to `signer`. */
  retiredSigners: readonly Signer[];
  ssoProviders: readonly (string | { id: string; name?: string | null })[];
  limits: Limits;
  /** Toggles are put into the outbox for the webhook. */
  announces: boolean;
  /** The longest time, in ms, for which a gateway goes on without the store. */
  leaseMs: number;
  /** ms since the epoch, for the Date header and for what is told while the store is away. It decides nothing. */
  wallClock(): number;
  /** ms, for limits only. */
  monotonic(): number;
  observe(event: ApiEvent): void;
}

/** Where a request comes from, as the server that received it knows. */
export interface Origin {
  /** The address that sign-ins are counted by. */
  address: string;
  /** It came by https. */
  secure: boolean;
}

/** The session cookie goes through a port: a `Response` that a script makes in a browser drops `Set-Cookie`. */
export interface SessionCookie {
  read(request: Request): string | null | Promise<string | null>;
  /** Sets the cookie with the answer, or clears it with null. */
  write(answer: Headers, token: string | null, life: { seconds: number; secure: boolean }): void;
}

/** A call of the Guardian's contract or of the host control API, on its way to the host that answers it. */
export interface HostCall {
  method: string;
  /** As in the contract: `/guardian/status`, `/control/api/stop`. */
  path: string;
  query: URLSearchParams;
  /** As sent; empty when there is none. */
  body: string;
  requestId: string;
  /** The X-ADMIN-TOKEN header, which only the host control API asks for. */
  adminToken: string | null;
}

/** Who asks a Guardian. The Guardian itself judges whether this role may do it. */
export interface AskingPerson {
  id: string;
  email: string;
  role: string;
}

/** One host of a tenant, and who asks it. */
export interface AskedHost {
  tenantId: string;
  /** Unique in its tenant. */
  name: string;
  person: AskingPerson;
}

/** The hosts that this server answers for. Null when there is no such host: the answer is then 404. */
export interface Hosts {
  /** A tenant's hosts, by name. */
  list(tenantId: string): Promise<KnownHost[]>;
  guardian(host: AskedHost, call: HostCall): Promise<Response | null>;
  /** `host` is null where nobody is signed in: the control API of a host has neither sessions nor tenants. */
  control(host: AskedHost | null, call: HostCall): Promise<Response | null>;
}

/** An Ed25519 key. */
export interface Signer {
  /** SPKI. */
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Requests a second, and how many at once; null for no limit. */
export type Rate = { perSecond: number; burst: number } | null;

export interface Limits {
  /** By person. */
  engage: Rate;
  release: Rate;
  read: Rate;
  /** By address. */
  signIn: Rate;
}

export type ApiEvent =
  | {
      kind: 'answered';
      method: string;
      route: string;
      status: number;
      requestId: string;
      tenantId: string | null;
    }
  | { kind: 'toggled'; tenantId: string; epoch: number; engaged: boolean; requestId: string }
  | { kind: 'refused-toggle'; tenantId: string; status: number; requestId: string }
  | { kind: 'locked-sign-in'; tenantId: string; address: string }
  | { kind: 'failed'; requestId: string; error: unknown };
