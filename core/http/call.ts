import type { ApiPorts, Origin } from '../ports/ports';
import { isUsableRequestId } from '../text/request-id';
import { refuse, validationFailed, type Reply } from './reply';

export type Body = { kind: 'none' } | { kind: 'json'; value: unknown } | { kind: 'broken'; text: string };

/** One request, read, while it is carried out. */
export interface Call {
  ports: ApiPorts;
  origin: Origin;
  method: string;
  path: string;
  query: URLSearchParams;
  /** The X-Tenant-ID header, decoded. */
  tenant: string | null;
  requestId: string;
  bearer: string | null;
  cookie: string | null;
  adminToken: string | null;
  ifMatch: string | null;
  /** As sent. */
  text: string;
  body: Body;
}

export const LARGEST_BODY = 65_536;

/** Reads a request, or says why it cannot be carried out. */
export async function readCall(request: Request, ports: ApiPorts, origin: Origin): Promise<Call | Reply> {
  const { headers, method } = request;
  const url = new URL(request.url);
  const text = await request.text();
  if (new TextEncoder().encode(text).byteLength > LARGEST_BODY) return refuse(413, 'body_too_large');
  return {
    ports,
    origin,
    method,
    path: url.pathname,
    query: url.searchParams,
    tenant: decode(headers.get('x-tenant-id')),
    requestId: usableRequestId(headers) ?? ports.newId(),
    bearer: /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null,
    cookie: await ports.cookie.read(request),
    adminToken: headers.get('x-admin-token'),
    ifMatch: headers.get('if-match'),
    text,
    body: parseBody(text),
  };
}

/** The client's request id; null when there is none, or when it cannot be echoed in a header. */
export function usableRequestId(headers: Headers): string | null {
  const sent = headers.get('x-request-id') ?? '';
  return isUsableRequestId(sent) ? sent : null;
}

/** A header holds bytes only, so that a client may send a name percent-encoded. */
function decode(sent: string | null): string | null {
  if (sent === null || sent === '') return null;
  try {
    return decodeURIComponent(sent);
  } catch {
    return sent;
  }
}

export function parseBody(text: string): Body {
  if (text === '') return { kind: 'none' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken', text };
  }
}

/** A member of a JSON object body, or undefined. */
export function field(body: Body, name: string): unknown {
  const { value } = body.kind === 'json' ? body : { value: null };
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** The 422 for a body that is not JSON, or null. */
export function refuseBroken(body: Body): Reply | null {
  if (body.kind !== 'broken') return null;
  const ctx = { error: 'Expecting value' };
  const loc = ['body', body.text.length];
  return validationFailed({ type: 'json_invalid', loc, msg: 'JSON decode error', input: {}, ctx });
}

/** A whole number from the query, or the 422 as the running Aegis words it. */
export function readInteger(
  query: URLSearchParams,
  name: string,
  fallback: number,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number | Reply {
  const input = query.get(name);
  if (input === null) return fallback;
  const loc = ['query', name];
  if (!/^[+-]?\d{1,15}$/.test(input)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    return validationFailed({ type: 'int_parsing', loc, msg, input });
  }
  const value = Number(input);
  if (value < min) {
    const msg = `Input should be greater than or equal to ${min}`;
    return validationFailed({ type: 'greater_than_equal', loc, msg, input, ctx: { ge: String(min) } });
  }
  if (value > max) {
    const msg = `Input should be less than or equal to ${max}`;
    return validationFailed({ type: 'less_than_equal', loc, msg, input, ctx: { le: String(max) } });
  }
  return value;
}
