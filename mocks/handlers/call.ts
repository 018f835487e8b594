import type { SsoProvider } from '../backend';
import type { Db } from '../db';
import type { Faults } from '../faults/faults';
import { countRequest } from '../rate-limit';
import { refuseAtGateway, validationFailed } from '../reply';
import { authenticate, type Caller } from '../sessions';

export type Body = { kind: 'none' } | { kind: 'json'; value: unknown } | { kind: 'broken'; text: string };

/** One request while the rules handle it. */
export interface Call {
  method: string;
  query: URLSearchParams;
  tenantId: string | null;
  requestId: string;
  bearer: string | null;
  cookie: string | null;
  /** The X-ADMIN-TOKEN header, which only the host control API asks for. */
  adminToken: string | null;
  body: Body;
  /** ms since the epoch. */
  now: number;
  db: Db;
  faults: Faults;
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

/** A member of a JSON object body, or undefined. */
export function field(body: Body, name: string): unknown {
  const { value } = body.kind === 'json' ? body : { value: null };
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** Throws the 422 for a body that is not JSON. */
export function refuseBroken(body: Body): void {
  if (body.kind !== 'broken') return;
  const ctx = { error: 'Expecting value' };
  const loc = ['body', body.text.length];
  throw validationFailed({ type: 'json_invalid', loc, msg: 'JSON decode error', input: {}, ctx });
}

/** A whole number from the query. Throws the 422 as in the recordings. */
export function readInteger(call: Call, name: string, fallback: number, min: number, max = Infinity): number {
  const input = call.query.get(name);
  if (input === null) return fallback;
  const loc = ['query', name];
  if (!/^[+-]?\d{1,15}$/.test(input)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    throw validationFailed({ type: 'int_parsing', loc, msg, input });
  }
  const value = Number(input);
  if (value < min) {
    const msg = `Input should be greater than or equal to ${min}`;
    throw validationFailed({ type: 'greater_than_equal', loc, msg, input, ctx: { ge: String(min) } });
  }
  if (value > max) {
    const msg = `Input should be less than or equal to ${max}`;
    throw validationFailed({ type: 'less_than_equal', loc, msg, input, ctx: { le: String(max) } });
  }
  return value;
}
