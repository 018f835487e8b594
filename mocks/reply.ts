import type { components } from '../core/contract/contract';

export type RefusalBody = components['schemas']['RefusalBody'];
type ValidationDetail = components['schemas']['ValidationDetail'];
/** FastAPI's details contain more than the contract relies on. */
export type Invalid = ValidationDetail & { input?: unknown; ctx?: Record<string, unknown> };

export interface Reply<Body> {
  status: number;
  body: Body;
  headers?: Record<string, string>;
  /** A token to set as the `acp_token` cookie, or null to clear it. */
  cookie?: string | null;
}

/** Thrown by rules. Changes to the database before it are kept. */
export class Refusal extends Error {
  constructor(readonly reply: Reply<RefusalBody>) {
    super(`${reply.status} ${reply.body.error ?? 'refused'}`);
    this.name = 'Refusal';
  }
}

/** A refusal in the form of the services behind the gateway: `{success, data, error, meta}`. */
export function refuse(status: number, error: string, data: RefusalBody['data'] = null): Refusal {
  return new Refusal({ status, body: { success: false, data, error, meta: null } });
}

/** A refusal in the form of the gateway itself: `{success, error, meta: {code}}`. */
export function refuseAtGateway(
  status: number,
  error: string,
  headers: Record<string, string> = {},
): Refusal {
  return new Refusal({ status, body: { success: false, error, meta: { code: status } }, headers });
}

/** Recorded from the running gateway, which has no rule for such a route. */
export function noRule(method: string, path: string): Refusal {
  const detail = `no RBAC rule covers ${method} ${path} — add an entry to services/gateway/_rbac_map.py`;
  return new Refusal({ status: 403, body: { error: 'Forbidden', detail } });
}

export function unauthorized(): Refusal {
  return refuseAtGateway(401, 'Unauthorized', { 'WWW-Authenticate': 'Bearer realm="aegis"' });
}

export function validationFailed(...details: Invalid[]): Refusal {
  return new Refusal({
    status: 422,
    body: { success: false, data: null, error: 'Validation failed', meta: { details } },
  });
}

export function succeed<Data>(data: Data) {
  return { success: true, data, error: null, meta: null };
}

/** A 200 of the services behind the gateway. */
export function ok<Data>(data: Data) {
  return { status: 200, body: succeed(data) };
}

/** A refusal in the form of a FastAPI service without an envelope, such as the host control API: `{detail}`. */
export function refusePlain(status: number, detail: string): Refusal {
  return new Refusal({ status, body: { detail } });
}

/** A body that is a file to save, not JSON to read. */
export class Download {
  constructor(
    readonly fileName: string,
    readonly contentType: string,
    readonly text: string,
  ) {}
}
