import type { IncomingMessage, ServerResponse } from 'node:http';

const LARGEST_BODY = 1_000_000;
/** How long a connection that breaks off stays open after its last byte. */
const LINGER_MS = 100;
/** Headers about the connection, not about the request. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect']);

/** The whole body, or null when it is too large. Throws when the client goes away. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Node's request as a web `Request`, or null when it cannot be one. `origin` replaces an unusable Host header. */
export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const { method = 'GET', url = '' } = incoming;
  // Absolute and authority forms would let the request line name another host. TRACE cannot be a `Request`.
  if (!url.startsWith('/') || method === 'TRACE') return null;
  const body = await readBody(incoming);
  if (body === null) return null;
  const host = incoming.headers.host ?? '';
  const start = /^[\w.-]+(:\d+)?$/.test(host) ? `http://${host}` : origin;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (HOP_BY_HOP.has(name) || value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) headers.append(name, item);
  }
  const bodiless = method === 'GET' || method === 'HEAD' || body.length === 0;
  return new Request(start + url, { method, headers, ...(bodiless ? {} : { body: new Uint8Array(body) }) });
}

/** Sends a web `Response`. A network error, or a body that is shorter than its Content-Length, breaks the connection. */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  extra: Record<string, string>,
) {
  if (response.type === 'error') {
    outgoing.destroy();
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  const { 'set-cookie': _joined, ...headers } = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  send(
    outgoing,
    response.status,
    { ...extra, ...headers, ...(cookies[0] ? { 'set-cookie': cookies } : {}) },
    body,
  );
}

/** Sends a body. If it is shorter than the Content-Length in `headers`, the connection breaks at its end. */
export function send(
  outgoing: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: Buffer,
) {
  // Browsers silently repeat a request when a kept-alive connection breaks during it. A lever must not be sent twice.
  outgoing.writeHead(status, { ...headers, Connection: 'close' });
  const breaksOff = outgoing.req.method !== 'HEAD' && Number(headers['content-length'] ?? 0) > body.length;
  // A moment later: if the end arrives together with the bytes, a browser may report neither.
  if (breaksOff) outgoing.write(body, () => setTimeout(() => outgoing.destroy(), LINGER_MS));
  else outgoing.end(body);
}
