import type { IncomingMessage, ServerResponse } from 'node:http';
import { LARGEST_BODY } from '../../core/http/call';
import { send } from './send';

/** So much of a body that is too large is still taken, so that the client reads its answer and not a broken connection. */
const LARGEST_TAKEN = 4 * 1024 * 1024;
/** Headers about the connection, not about the request. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'host']);

/** The whole body, or null when it is larger than 64 KiB. Throws when the client goes away. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > LARGEST_TAKEN) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_TAKEN) return null;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks);
}

/** Node's request as a web `Request`. */
export function toRequest(incoming: IncomingMessage, url: URL, body: Buffer): Request {
  const { method = 'GET' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (HOP_BY_HOP.has(name) || value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) headers.append(name, item);
  }
  const bodiless = method === 'GET' || method === 'HEAD' || body.length === 0;
  return new Request(url, { method, headers, ...(bodiless ? {} : { body: new Uint8Array(body) }) });
}

/** Sends a web `Response`. */
export async function sendResponse(response: Response, outgoing: ServerResponse) {
  const body = new Uint8Array(await response.arrayBuffer());
  const { 'set-cookie': _joined, ...headers } = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  const own = capitalised(headers);
  send(outgoing, response.status, { ...own, ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}) }, body);
}

/** In the spelling of our own headers, so that none is sent twice. */
function capitalised(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
}
