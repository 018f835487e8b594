import { usableRequestId } from '../../core/http/call';
import type { RecordedRequest } from '../backend';

/** The parts of a request that are read before core reads it. */
export interface Incoming {
  url: URL;
  tenantId: string | null;
  /** The caller's, or a new one when the caller's cannot be echoed in a header. */
  requestId: string;
  /** The body as sent; empty when there is none. */
  text: string;
  recorded: RecordedRequest;
}

export async function readRequest(request: Request, at: number): Promise<Incoming> {
  const { headers, method } = request;
  const url = new URL(request.url);
  const text = await request.text();
  const recorded: RecordedRequest = {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: parsed(text),
    at,
  };
  const requestId = usableRequestId(headers) ?? crypto.randomUUID();
  return { url, tenantId: headers.get('x-tenant-id'), requestId, text, recorded };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
