import type { IncomingMessage } from 'node:http';
import type { HostCall } from '../../core/ports/ports';
import { isUsableRequestId } from '../../core/text/request-id';

const LARGEST_BODY = 65_536;

export interface ReadRequest {
  call: HostCall;
  /** What stands behind the `?`, as sent. */
  query: string;
}

/** Null when the body is larger than any call's, or the request breaks off. */
export async function readRequest(
  request: IncomingMessage,
  newId: () => string,
): Promise<ReadRequest | null> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const query = mark === -1 ? '' : target.slice(mark + 1);
  const body = await readBody(request);
  if (body === null) return null;
  const requestId = header(request, 'x-request-id');
  return {
    query,
    call: {
      method: request.method ?? '',
      path: mark === -1 ? target : target.slice(0, mark),
      query: new URLSearchParams(query),
      body,
      requestId: requestId !== null && isUsableRequestId(requestId) ? requestId : newId(),
      adminToken: null,
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > LARGEST_BODY) return null;
      parts.push(bytes);
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Null when it was not sent, or more than once. */
export function header({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : null;
}
