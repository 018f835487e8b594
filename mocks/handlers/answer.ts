import type { HttpResponseResolver } from 'msw';
import type { Backend } from '../backend';
import { apiPath } from '../faults/request-target';
import { withFaults } from '../faults/with-faults';
import { Refusal, type Reply } from '../reply';
import { toResponse, toWire, type Wire } from '../wire';
import type { Call } from './call';
import { readRequest, type Incoming } from './incoming';
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
      const { method } = request;
      const { url, requestId } = incoming;

      let cookie: string | null | undefined;
      const asked = { method, path: apiPath(url.pathname), requestId };
      const outcome = await withFaults(backend, asked, async () => {
        const reply = redirect(url) ?? (await carryOut((call) => rule(call, params), request, incoming));
        cookie = reply.cookie;
        return toWire(reply);
      });
      if (typeof outcome !== 'object') return toResponse(outcome);
      // Only an answer that arrives can change the browser's cookie.
      const wire = cookie === undefined ? outcome : await keepCookie(cookie, outcome);
      return toResponse(withCommonHeaders(wire, requestId));
    };

  async function carryOut(
    rule: (call: Call) => Reply<unknown> | Promise<Reply<unknown>>,
    { method, credentials }: Request,
    incoming: Incoming,
  ): Promise<Reply<unknown>> {
    const { faults, rateLimit, ssoProviders } = backend;
    const dropped = faults.has('delete-body-lost') || faults.has('delete-body-lost-accepted');
    const body = method === 'DELETE' && dropped ? ({ kind: 'none' } as const) : incoming.body;
    try {
      return await backend.run((db) => {
        const kept = credentials === 'omit' ? null : db.jar;
        const cookie = cookies === 'jar' ? kept : incoming.cookie;
        const { searchParams: query } = incoming.url;
        const context = { db, faults, rateLimit, ssoProviders, now: backend.clock() };
        return rule({ ...incoming, ...context, method, query, cookie, body });
      });
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
