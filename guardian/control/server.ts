import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from '../../core/control/answer';
import { refusePlain, type Reply } from '../../core/http/reply';
import type { Children } from './children';
import { isLoopback, type ControlConfig } from './config';
import type { Log } from './log';

const TIMES = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };
const MOST_CONNECTIONS = 100;
const LONGEST_LOGGED = 200;

/** A caller elsewhere could be anybody, and a page of another site would use the browser of somebody on this host. */
const NO_TOKEN = refusePlain(
  403,
  'No admin token is configured on this host (CONTROL_API_ADMIN_TOKEN), so only a caller on the host itself may stop anything.',
);

interface ControlServer {
  address: AddressInfo;
  close(): Promise<void>;
}

/** Answers the host control API. Rejects when the port is taken. */
export async function startControlServer(
  config: ControlConfig,
  children: Children,
  log: Log,
): Promise<ControlServer> {
  const startedAt = Date.now();
  const server = createServer(TIMES, (incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy());
    void serve(incoming, outgoing);
  });
  server.maxConnections = MOST_CONNECTIONS;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
    try {
      const reply = await answer(incoming);
      log(lineOf(incoming, reply));
      send(outgoing, reply);
    } catch (error) {
      log({ failed: error instanceof Error ? error.message : String(error) });
      send(outgoing, refusePlain(500, 'Internal Server Error'));
    }
  }

  async function answer({ method = 'GET', url = '', headers }: IncomingMessage): Promise<Reply> {
    const asked = urlOf(url);
    if (asked === null) return refusePlain(400, 'Bad Request');
    if (/^(?:cross|same)-site$/.test(joined(headers['sec-fetch-site']))) {
      return config.enabled
        ? refusePlain(403, 'Pages of other sites may not ask.')
        : refusePlain(404, 'Not Found');
    }
    const mustProve = config.enabled && config.adminToken === null && !isFromThisHost(headers);
    if (mustProve && asked.pathname === '/control/api/stop') return NO_TOKEN;
    const adminToken = headers['x-admin-token'] === undefined ? null : joined(headers['x-admin-token']);
    const state = {
      enabled: config.enabled,
      adminToken: config.adminToken,
      taskkillAllowed: config.taskkillAllowed,
      frontendPids: children.pids(),
      frontendPorts: [...children.ports],
      startedAt,
      inContainer: isContainer(),
      database: null,
    };
    const call = { method, path: asked.pathname, query: asked.searchParams, body: '', adminToken };
    const requestId = joined(headers['x-request-id']).slice(0, LONGEST_LOGGED) || randomUUID();
    return answerControl(state, { ...call, requestId }, Date.now(), (pids) => children.stop(pids));
  }

  server.listen(config.port, config.host);
  await once(server, 'listening');
  return {
    address: addressOf(server.address()),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What is logged of each call: who called, whether a token came along, and what came of it. The token itself never is. */
function lineOf({ method, url = '', headers, socket }: IncomingMessage, { status, body }: Reply) {
  const forwarded = joined(headers['x-forwarded-for']).slice(0, LONGEST_LOGGED);
  const stopped = typeof body === 'object' && body !== null && 'stopped_pids' in body;
  return {
    address: socket.remoteAddress?.replace(/^::ffff:/i, '') ?? null,
    ...(forwarded === '' ? {} : { forwarded_for: forwarded }),
    method,
    path: (urlOf(url)?.pathname ?? '').slice(0, LONGEST_LOGGED),
    token_present: joined(headers['x-admin-token']) !== '',
    status,
    ...(stopped ? { outcome: body } : {}),
  };
}

/** Whether nothing says that the call was passed on, comes from a page, or was meant for another name than this host's own. */
function isFromThisHost(headers: IncomingHttpHeaders): boolean {
  const others = ['x-forwarded-for', 'forwarded', 'via', 'x-exacta-person', 'origin'];
  const host = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return !others.some((name) => name in headers) && (host === 'localhost' || isLoopback(host));
}

function urlOf(target: string): URL | null {
  // Other forms than a path would let the request line name another host.
  const text = target.startsWith('/') ? `http://localhost${target}` : '';
  return URL.canParse(text) ? new URL(text) : null;
}

const joined = (value: string | string[] | undefined) =>
  Array.isArray(value) ? value.join(', ') : (value ?? '');

const isContainer = () => existsSync('/.dockerenv') || existsSync('/run/.containerenv');

/** No connection is used twice: a client repeats a request by itself when a kept-alive connection breaks during it. */
function send(outgoing: ServerResponse, { status, body }: Reply) {
  const text = JSON.stringify(body);
  outgoing.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : text);
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address !== 'object' || address === null) throw new Error('The control API listens nowhere.');
  return address;
}
