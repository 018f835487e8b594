import type { SsoProvider } from '../backend';
import type { HostCall } from '../../core/ports/ports';
import type { Service } from '../faults/misbehave';
import { countRequest } from '../rate-limit';
import { readInteger as readQuery, readMembers } from '../../core/http/input';
import type { Outcome } from '../../core/http/outcome';
import { Refusal, refuseAtGateway } from '../reply';
import { authenticate, type Caller } from '../sessions';

export type Body = { kind: 'none' } | { kind: 'json'; value: unknown } | { kind: 'broken'; text: string };

/** One request while the rules handle it. */
export interface Call extends Service {
  method: string;
  /** The path as in the contract. */
  path: string;
  query: URLSearchParams;
  tenantId: string | null;
  requestId: string;
  bearer: string | null;
  cookie: string | null;
  /** The X-ADMIN-TOKEN header, which only the host control API asks for. */
  adminToken: string | null;
  /** The body as it reaches the service; empty when there is none. */
  text: string;
  body: Body;
  rateLimit: number;
  ssoProviders: readonly SsoProvider[];
}

/** The X-Tenant-ID header. Without it, only the list of SSO providers is answered. Throws 400. */
export function requireTenant(call: Call): string {
  if (!call.tenantId) throw refuseAtGateway(400, 'X-Tenant-ID header is required');
  return call.tenantId;
}

/** Throws 429 when the tenant has used up its requests of this minute. */
export function limitRate({ db, rateLimit, now }: Call, tenantId: string): void {
  countRequest(db, tenantId, rateLimit, now);
}

/**
 * The caller. A bearer token counts more than the cookie, even when the token is invalid. As in the recordings, it throws
 * 401 first (even when the tenant is missing as well), then 400, or 403 for another tenant.
 */
export function requireCaller(call: Call): Caller {
  const caller = authenticate(call.db, call.bearer ?? call.cookie, call.now);
  if (caller.session.tenantId !== requireTenant(call)) {
    throw refuseAtGateway(403, 'X-Tenant-ID does not match the session');
  }
  return caller;
}

/** The caller, for calls that count against the tenant's limit per minute. */
export function requireCallerWithinRate(call: Call): Caller {
  const caller = requireCaller(call);
  limitRate(call, caller.session.tenantId);
  return caller;
}

/** The call on its way to a host. */
export function hostCall({ method, path, query, text: body, requestId, adminToken }: Call): HostCall {
  return { method, path, query, body, requestId, adminToken };
}

/** A member of a JSON object body, or undefined. */
export function field(body: Body, name: string): unknown {
  const { value } = body.kind === 'json' ? body : { value: null };
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** The data of an outcome. Throws its refusal. */
function certainly<Data>(outcome: Outcome<Data>): Data {
  if (!outcome.refusal) return outcome.data;
  const { status, error, meta } = outcome.refusal;
  throw new Refusal({ status, body: { success: false, data: null, error, meta } });
}

/** Throws the 422 for a body that is not JSON. */
export function refuseBroken({ text }: Call): void {
  certainly(readMembers(text));
}

/** A whole number from the query. Throws the 422 as in the recordings. */
export function readInteger(call: Call, name: string, fallback: number, min: number, max?: number): number {
  return certainly(readQuery(call.query, name, { fallback, min, ...(max === undefined ? {} : { max }) }));
}
