import type { HttpResponseResolver } from 'msw';
import { createApi } from '../../core/http/create-api';
import { refusePlain, type Reply } from '../../core/http/reply';
import type { SessionCookie } from '../../core/ports/ports';
import type { Backend } from '../backend';
import { asAegis, byIdOnly, isUnknownToAegis } from '../faults/as-aegis';
import type { Asked, Service } from '../faults/misbehave';
import { apiPath } from '../faults/request-target';
import { withStateFaults } from '../faults/state-faults';
import { withFaults } from '../faults/with-faults';
import { createPorts } from '../ports';
import { countRequest } from '../rate-limit';
import { fromResponse, toResponse, toWire, type Wire } from '../wire';
import { readRequest } from './incoming';

/** `jar`: the backend acts as the browser's cookie store. `header`: the requests and answers carry the cookies. */
export type CookieMode = 'jar' | 'header';

interface Cookie {
  token: string | null;
  seconds: number;
}

/** A resolver that records the request, passes it to core through the backend's faults, and stores the cookie. */
export function createAnswer(backend: Backend, cookies: CookieMode): HttpResponseResolver {
  return async ({ request }) => {
    const { url, requestId, tenantId, text, recorded } = await readRequest(request, backend.clock());
    backend.record(recorded);
    const { method } = request;
    const host = url.searchParams.get('host');
    const asked: Asked = { method, path: apiPath(url.pathname), tenantId, host, requestId, body: text };

    const written: Cookie[] = [];
    const outcome = await withFaults(backend, asked, async () => {
      const moved = redirect(url);
      if (moved) return toWire(moved);
      return backend.run((db) => {
        const service: Service = { db, now: backend.clock(), stop: (pids) => pids, readsReplica: false };
        return withStateFaults(backend.faults, asked, service, async (heard, behind) => {
          const refused = refuseHead(heard) ?? countRequest(db, heard, backend.rateLimit, behind.now);
          if (refused) return toWire(refused);
          const cookie = cookiePort(request, db.jar, written);
          const ports = createPorts(behind, cookie, backend.ssoProviders);
          const store = backend.controlPlane ? ports.store : byIdOnly(ports.store);
          const api = createApi({ ...ports, store });
          const origin = { address: '', secure: url.protocol === 'https:' };
          const sent = forCore(request, url, heard);
          if (!backend.controlPlane && isUnknownToAegis(heard)) return toWire(refusePlain(404, 'Not Found'));
          if (!backend.controlPlane) sent.headers.delete('If-Match');
          const wire = await fromResponse(await api.fetch(sent, origin));
          return backend.controlPlane ? wire : asAegis(heard, wire);
        });
      });
    });
    if (typeof outcome !== 'object') return toResponse(outcome);
    // Only an answer that arrives can change the browser's cookie.
    const [cookie] = written;
    const wire = cookie ? await keepCookie(cookie, outcome) : outcome;
    return toResponse(withCommonHeaders(wire, requestId));
  };

  function cookiePort(request: Request, jar: string | null, written: Cookie[]): SessionCookie {
    return {
      read() {
        if (cookies === 'jar') return request.credentials === 'omit' ? null : jar;
        return /(?:^|; *)acp_token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null;
      },
      write: (_answer, token, { seconds }) => void written.push({ token, seconds }),
    };
  }

  async function keepCookie(cookie: Cookie, wire: Wire): Promise<Wire> {
    if (cookies === 'header')
      return { ...wire, headers: { ...wire.headers, 'Set-Cookie': setCookie(cookie) } };
    await backend.run((db) => {
      db.jar = cookie.token;
    });
    return wire;
  }

  function withCommonHeaders(wire: Wire, requestId: string): Wire {
    // The service's own clock, by which a client can notice that its own is wrong.
    const date = new Date(backend.clock()).toUTCString();
    const headers = { ...wire.headers, 'X-Request-ID': requestId, Date: date, 'Cache-Control': 'no-store' };
    return { ...wire, headers };
  }
}

/** The request without the prefix that the console is served under, and with the body as the faults left it. */
function forCore({ headers }: Request, url: URL, { method, path, requestId, body }: Asked): Request {
  const sent = new Headers(headers);
  sent.set('X-Request-ID', requestId);
  const init = { method, headers: sent, ...(body === '' ? {} : { body }) };
  return new Request(`${url.origin}${path}${url.search}`, init);
}

/** The running gateway redirects a path that ends with a slash. */
function redirect({ origin, pathname, search }: URL): Reply | null {
  if (!pathname.endsWith('/')) return null;
  const location = `${origin}${pathname.replace(/\/+$/, '')}${search}`;
  return { status: 307, body: null, headers: { Location: location } };
}

/** As the running Aegis. Hono would answer it like a GET. */
const refuseHead = ({ method }: Asked): Reply | null =>
  method === 'HEAD' ? refusePlain(405, 'Method Not Allowed') : null;

function setCookie({ token, seconds }: Cookie): string {
  const attributes = 'HttpOnly; Path=/; SameSite=Strict';
  return token === null
    ? `acp_token=; ${attributes}; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT`
    : `acp_token=${token}; ${attributes}; Max-Age=${seconds}`;
}
