import type { HttpResponseResolver } from 'msw';
import type { Backend } from '../backend';
import type { Asked, Service } from '../faults/misbehave';
import { apiPath } from '../faults/request-target';
import { withStateFaults } from '../faults/state-faults';
import { withFaults } from '../faults/with-faults';
import { Refusal, type Reply } from '../reply';
import { fromResponse, toResponse, toWire, type Wire } from '../wire';
import type { Call } from './call';
import { parseBody, readRequest, type Incoming } from './incoming';
import type { OperationId, ParamsOf, Rule } from './operation';

/** `jar`: the backend acts as the browser's cookie store. `header`: the requests and answers carry the cookies. */
export type CookieMode = 'jar' | 'header';

/** Makes an MSW resolver from the rule that answers one call of the contract. */
export type Answer = <Id extends OperationId>(rule: Rule<Id>) => HttpResponseResolver<ParamsOf<Id>>;

/** Resolvers that record the request, read it for the rule, apply the backend's faults, and store the cookie. */
export function createAnswer(backend: Backend, cookies: CookieMode): Answer {
  return (rule) =>
    async ({ request, params }) => {
      const incoming = await readRequest(request, backend.clock());
      backend.record(incoming.recorded);
      const { url, requestId, tenantId, text } = incoming;

      let cookie: string | null | undefined;
      const { method } = request;
      const asked: Asked = { method, path: apiPath(url.pathname), tenantId, requestId, body: text };
      const outcome = await withFaults(backend, asked, async () => {
        const moved = redirect(url);
        if (moved) return toWire(moved);
        return backend.run((db) => {
          const service: Service = { db, now: backend.clock(), stop: (pids) => pids };
          return withStateFaults(backend.faults, asked, service, async (heard, behind) => {
            const reply = await carryOut((call) => rule(call, params), request, incoming, heard, behind);
            if (reply instanceof Response) return fromResponse(reply);
            cookie = reply.cookie;
            return toWire(reply);
          });
        });
      });
      if (typeof outcome !== 'object') return toResponse(outcome);
      // Only an answer that arrives can change the browser's cookie.
      const wire = cookie === undefined ? outcome : await keepCookie(cookie, outcome);
      return toResponse(withCommonHeaders(wire, requestId));
    };

  async function carryOut(
    rule: (call: Call) => Reply<unknown> | Response | Promise<Reply<unknown> | Response>,
    { method, credentials }: Request,
    incoming: Incoming,
    { path, body: text }: Asked,
    service: Service,
  ): Promise<Reply<unknown> | Response> {
    const { rateLimit, ssoProviders } = backend;
    const kept = credentials === 'omit' ? null : service.db.jar;
    const cookie = cookies === 'jar' ? kept : incoming.cookie;
    const { searchParams: query } = incoming.url;
    const context = { rateLimit, ssoProviders, method, path, query, cookie, text, body: parseBody(text) };
    try {
      return await rule({ ...incoming, ...service, ...context });
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      throw error;
    }
  }

  async function keepCookie(token: string | null, wire: Wire): Promise<Wire> {
    if (cookies === 'header')
      return { ...wire, headers: { ...wire.headers, 'Set-Cookie': setCookie(token) } };
    await backend.run((db) => {
      db.jar = token;
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

/** The running gateway redirects a path that ends with a slash. */
function redirect({ origin, pathname, search }: URL): Reply<unknown> | null {
  if (!pathname.endsWith('/')) return null;
  const location = `${origin}${pathname.replace(/\/+$/, '')}${search}`;
  return { status: 307, body: undefined, headers: { Location: location } };
}

function setCookie(token: string | null): string {
  const attributes = 'HttpOnly; Path=/; SameSite=Strict';
  return token === null
    ? `acp_token=; ${attributes}; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT`
    : `acp_token=${token}; ${attributes}; Max-Age=86400`;
}
