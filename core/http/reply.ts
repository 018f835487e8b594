import type { components } from '../contract/contract';

export type RefusalBody = components['schemas']['RefusalBody'];
type ValidationDetail = components['schemas']['ValidationDetail'];
/** FastAPI's details contain more than the contract relies on. */
export type Invalid = ValidationDetail & { input?: unknown; ctx?: Record<string, unknown> };

/** What came of a request. */
export interface Reply<Body = unknown> {
  status: number;
  /** JSON, or a text with its own Content-Type. */
  body: Body;
  headers?: Record<string, string>;
  /** A token to set as the session cookie, or null to clear it. */
  session?: { token: string | null; seconds: number };
}

export const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && 'status' in value && 'body' in value;

function succeed<Data>(data: Data) {
  return { success: true, data, error: null, meta: null };
}

/** A 200 of a service: `{success, data, error, meta}`. */
export function ok<Data>(data: Data) {
  return { status: 200, body: succeed(data) };
}

/** A refusal of a service: `{success, data, error, meta}`. */
export function refuse(status: number, error: string, data: RefusalBody['data'] = null): Reply<RefusalBody> {
  return { status, body: { success: false, data, error, meta: null } };
}

/** A refusal before any service was asked: `{success, error, meta: {code}}`. */
export function refuseAtGateway(
  status: number,
  error: string,
  headers: Record<string, string> = {},
): Reply<RefusalBody> {
  return { status, body: { success: false, error, meta: { code: status } }, headers };
}

export function unauthorized(): Reply<RefusalBody> {
  return refuseAtGateway(401, 'Unauthorized', { 'WWW-Authenticate': 'Bearer realm="aegis"' });
}

export function validationFailed(...details: Invalid[]): Reply<RefusalBody> {
  return {
    status: 422,
    body: { success: false, data: null, error: 'Validation failed', meta: { details } },
  };
}

/** The reply as it is sent: a text as it is, anything else as JSON. */
export function toResponse({ status, body, headers = {} }: Reply): Response {
  const sent = { 'Content-Type': 'application/json', ...headers };
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: sent });
}

/** A refusal without an envelope: `{detail}`. */
export function refusePlain(status: number, detail: string): Reply<RefusalBody> {
  return { status, body: { detail } };
}
