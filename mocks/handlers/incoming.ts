import type { RecordedRequest } from '../backend';
import type { Body } from './call';

/** The parts of a request that are read before any rule. */
export interface Incoming {
  url: URL;
  tenantId: string | null;
  requestId: string;
  bearer: string | null;
  cookie: string | null;
  adminToken: string | null;
  /** The body as sent; empty when there is none. */
  text: string;
  recorded: RecordedRequest;
}

export async function readRequest(request: Request, at: number): Promise<Incoming> {
  const { headers, method } = request;
  const url = new URL(request.url);
  const text = await request.text();
  const body = parseBody(text);
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;
  const cookie = /(?:^|; *)acp_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null;
  const recorded: RecordedRequest = {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: body.kind === 'json' ? body.value : text || undefined,
    at,
  };
  const tenantId = headers.get('x-tenant-id');
  const adminToken = headers.get('x-admin-token');
  return { url, tenantId, requestId: readRequestId(headers), bearer, cookie, adminToken, text, recorded };
}

export function parseBody(text: string): Body {
  if (text === '') return { kind: 'none' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken', text };
  }
}

/** The caller's request id, or a new one when the caller's cannot be echoed in a header. */
function readRequestId(headers: Headers): string {
  const sent = headers.get('x-request-id') ?? '';
  return /^[\x21-\x7e]{1,128}$/.test(sent) ? sent : crypto.randomUUID();
}
