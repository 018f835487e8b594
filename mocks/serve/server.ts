import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getResponse } from 'msw';
import { API_PATH } from '../../core/http/prefixes';
import { createBackend, type Backend } from '../backend';
import { createDb } from '../seeds/create-db';
import { createHandlers } from '../handlers/handlers';
import { send, sendResponse, toRequest } from './node-http';
import { readStatic, type StaticSite } from './static-files';

export interface MockServerOptions {
  /** By default a new one with the demo's history. */
  backend?: Backend;
  /** By default any free port. */
  port?: number;
  /** Folder of a build to serve in addition to the API. */
  dist?: string;
  /** Path under which the build is served; `/` by default. The API answers under any path. */
  base?: string;
  /** The one other origin that may send requests with credentials; by default the variable MOCK_ALLOW_ORIGIN. */
  allowOrigin?: string;
  /** Each request waits for it before it is answered. */
  gate?: () => Promise<void>;
}

export interface MockServer {
  readonly origin: string;
  readonly port: number;
  readonly backend: Backend;
  /** Breaks every connection, including those that hang, and frees the port. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

const safety = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

/** A real HTTP server on 127.0.0.1 with the mock's answers and, if asked for, a build of the console. */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { dist, base = '/', allowOrigin = process.env.MOCK_ALLOW_ORIGIN, gate } = options;
  const backend = options.backend ?? createBackend({ db: createDb({}, Date.now()) });
  const handlers = createHandlers(backend, { cookies: 'header' });
  const site: StaticSite | null =
    dist === undefined ? null : { dist, base: `/${base}/`.replace(/\/+/g, '/') };
  let port = options.port ?? 0;
  const origin = () => `http://127.0.0.1:${port}`;

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse) {
    await gate?.();
    const headers = { ...safety, ...crossOrigin(incoming, allowOrigin) };
    if (incoming.method === 'OPTIONS' && incoming.headers['access-control-request-method']) {
      return send(outgoing, 204, headers, Buffer.alloc(0));
    }
    const request = await toRequest(incoming, origin());
    if (!request) return sendJson(outgoing, 400, 'Bad Request', headers);
    const response = await getResponse(handlers, request);
    if (response) return sendResponse(response, outgoing, headers);
    const { pathname } = new URL(request.url);
    const relative = site && pathname.startsWith(site.base) ? pathname.slice(site.base.length - 1) : pathname;
    if (!site || API_PATH.test(relative)) {
      const id = request.headers.get('x-request-id');
      return sendJson(outgoing, 404, 'Not Found', { ...headers, ...(id ? { 'X-Request-ID': id } : {}) });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendJson(outgoing, 405, 'Method Not Allowed', { ...headers, Allow: 'GET, HEAD' });
    }
    const found = await readStatic(site, pathname);
    send(outgoing, found.status, { ...headers, ...found.headers }, found.body);
  }

  const server = createServer((incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy());
    respond(incoming, outgoing).catch((error: unknown) => {
      // Nothing that a client sends or stops sending may end the server.
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else if (error instanceof URIError) sendJson(outgoing, 400, 'Bad Request', safety);
      else sendJson(outgoing, 500, `The mock itself failed: ${String(error)}`, safety);
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const start = async () => {
    if (server.listening) return;
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = portOf(server.address());
  };
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start();
  return { origin: origin(), port, backend, start, stop };
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The mock server has no port.');
  return address.port;
}

function sendJson(outgoing: ServerResponse, status: number, detail: string, headers: Record<string, string>) {
  const body = Buffer.from(JSON.stringify({ detail }));
  send(outgoing, status, { ...headers, 'Content-Type': 'application/json' }, body);
}

function crossOrigin({ headers }: IncomingMessage, allowed: string | undefined): Record<string, string> {
  if (!allowed) return {};
  if (headers.origin !== allowed) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': allowed,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers':
      'Authorization, Content-Type, If-Match, X-Admin-Token, X-Request-ID, X-Tenant-ID',
    'Access-Control-Expose-Headers': 'Age, Content-Disposition, Date, Retry-After, X-Request-ID',
    'Access-Control-Max-Age': '600',
  };
}
