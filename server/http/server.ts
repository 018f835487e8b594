import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_PATH } from '../../core/http/prefixes';
import type { Origin } from '../../core/ports/ports';
import { clientAddress } from './client-address';
import { sameText } from './same-text';
import { refuse, send, sendJson } from './send';
import type { Site } from './site';
import { readBody, sendResponse, toRequest } from './web';

/** ms until a request must have sent its headers and all of itself, and until a stop breaks what is still in flight. */
const TIMES = { headers: 10_000, request: 15_000, drain: 8_000 };

export interface HttpParts {
  /** The levers; null where only a gateway runs. */
  api: { fetch(request: Request, origin: Origin): Promise<Response> } | null;
  /** The agents' calls. */
  gateway: { handle(request: IncomingMessage, response: ServerResponse): void };
  site: Site | null;
  isReady(): Promise<boolean>;
  /** The metrics as text, for whoever sends the token; null where there is no token. */
  metrics: { token: string; read(): Promise<string> } | null;
  trusted(address: string): boolean;
  failed(error: unknown): void;
}

export interface HttpServer {
  /** Where it listens. */
  address: AddressInfo;
  /** Takes no more requests, and resolves when those in flight have their answers: after 8 s without them. */
  stop(): Promise<void>;
}

interface HttpOptions {
  port: number;
  host: string;
  /** How many ports to try, from `port` on. */
  ports?: number;
  times?: typeof TIMES;
}

/** Listens. Rejects when the ports are taken or may not be used. */
export async function startHttp(
  parts: HttpParts,
  { port, host, ports = 1, times = TIMES }: HttpOptions,
): Promise<HttpServer> {
  let stopping = false;
  const all = { ...parts, isReady: async () => !stopping && (await parts.isReady()) };
  const server = createServer(
    { headersTimeout: times.headers, requestTimeout: times.request, connectionsCheckingInterval: 1_000 },
    (incoming, outgoing) => {
      outgoing.on('error', destroy);
      const fail = (error: unknown) => {
        // A client that goes away in the middle of its request is no failure of ours.
        if (incoming.complete) parts.failed(error);
        if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
        else refuse(outgoing, 500, 'internal_error');
      };
      try {
        // Almost every call is an agent's: it goes on in this turn, without a promise and without a parsed URL.
        if (incoming.url === '/execute') parts.gateway.handle(incoming, outgoing);
        else route(all, incoming, outgoing).catch(fail);
      } catch (error) {
        fail(error);
      }
    },
  );
  await listen(server, { port, host, ports });
  // Requests that never come to their end are Node's to refuse: 408, 431 or 400, and the connection is closed.
  return {
    address: addressOf(server),
    async stop() {
      stopping = true;
      await drain(server, times.drain);
    },
  };
}

function destroy(this: ServerResponse) {
  this.destroy();
}

async function listen(
  server: Server,
  { port, host, ports }: Required<Omit<HttpOptions, 'times'>>,
): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || ports <= 1 || port === 0) throw error;
    await listen(server, { port: port + 1, host, ports: ports - 1 });
  }
}

async function route(parts: HttpParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // Other forms than a path would let the request line name another host.
  const target = incoming.url?.startsWith('/') ? `http://localhost${incoming.url}` : '';
  if (!URL.canParse(target)) return refuse(outgoing, 400, 'Bad Request');
  const url = new URL(target);
  const { pathname } = url;
  if (pathname === '/execute' || /^\/authz(?:\/|$)/.test(pathname)) {
    return parts.gateway.handle(incoming, outgoing);
  }
  if (pathname === '/healthz') return sendJson(outgoing, 200, { status: 'ok' });
  if (pathname === '/readyz') {
    const ready = await parts.isReady();
    return sendJson(outgoing, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  }
  if (pathname === '/metrics') return sendMetrics(parts, incoming, outgoing);
  if (API_PATH.test(pathname)) return answerPerson(parts, incoming, outgoing, url);
  if (parts.site) return parts.site.answer(incoming, outgoing, pathname);
  sendJson(outgoing, 404, { detail: 'Not Found' });
}

async function answerPerson(
  { api, trusted }: HttpParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
) {
  const { headers, socket, method } = incoming;
  // Another site's page must neither read nor toggle, whatever cookie the browser holds.
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return refuse(outgoing, 403, 'cross_site_request');
  // `Request` knows no TRACE.
  if (!api || method === 'TRACE' || method === 'CONNECT')
    return sendJson(outgoing, 404, { detail: 'Not Found' });
  const body = await readBody(incoming);
  if (body === null) return refuse(outgoing, 413, 'body_too_large');
  const believed = trusted(socket.remoteAddress?.replace(/^::ffff:/i, '') ?? '');
  const origin = {
    address: clientAddress(socket.remoteAddress, joined(headers['x-forwarded-for']), trusted),
    secure: believed && /^https$/i.test(joined(headers['x-forwarded-proto']) ?? ''),
  };
  await sendResponse(await api.fetch(toRequest(incoming, url, body), origin), outgoing);
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value);

async function sendMetrics({ metrics }: HttpParts, incoming: IncomingMessage, outgoing: ServerResponse) {
  // They tell every tenant's state, so without the token nothing says that they exist.
  if (!metrics || !sameText(incoming.headers.authorization ?? '', `Bearer ${metrics.token}`)) {
    return sendJson(outgoing, 404, { detail: 'Not Found' });
  }
  const text = await metrics.read();
  send(outgoing, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }, text);
}

async function drain(server: Server, ms: number) {
  const closed = once(server, 'close');
  server.close();
  // An agent's connection is kept alive: it is closed as soon as no request is on it.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), ms);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server listens nowhere.');
  return address;
}
