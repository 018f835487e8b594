import type { Backend } from '../backend';
import { withFaults } from '../faults/with-faults';
import { Refusal, type Reply } from '../reply';
import { toWire, type Outcome, type Wire } from '../wire';
import { readRequest, type Incoming } from './incoming';
import type { Path, Rule } from './route';

/** `jar`: the backend plays the browser's cookie store. `header`: cookies come and go with the requests. */
export type CookieMode = 'jar' | 'header';

export interface Asked {
  backend: Backend;
  path: Path;
  rules: Readonly<Partial<Record<string, Rule<unknown>>>>;
  request: Request;
  pathTenant: string;
  cookies: CookieMode;
}

/** Answers one request, misbehaving as told. */
export async function answer(asked: Asked): Promise<Outcome> {
  const { backend, path, request, pathTenant } = asked;
  const incoming = await readRequest(request, backend.clock());
  backend.record(incoming.recorded);
  const { requestId } = incoming;
  const route = path.replace('{tenant_id}', pathTenant);

  let cookie: string | null | undefined;
  const outcome = await withFaults(backend, { method: request.method, path: route, requestId }, async () => {
    const reply = await carryOut(asked, incoming);
    cookie = reply.cookie;
    return toWire(reply);
  });
  if (typeof outcome !== 'object') return outcome;
  return finish(asked, incoming, await keepCookie(asked, cookie, outcome));
}

async function carryOut(asked: Asked, incoming: Incoming): Promise<Reply<unknown>> {
  const { backend, rules, pathTenant } = asked;
  const { method, credentials } = asked.request;
  const { origin, pathname, search, searchParams: query } = incoming.url;
  if (pathname.endsWith('/')) {
    const location = `${origin}${pathname.replace(/\/+$/, '')}${search}`;
    return { status: 307, body: undefined, headers: { Location: location } };
  }
  const name = method.toLowerCase();
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (!rule) return { status: 405, body: { detail: 'Method Not Allowed' } };
  const { faults, rateLimit, ssoProviders } = backend;
  const dropped = faults.has('delete-body-lost') || faults.has('delete-body-lost-accepted');
  const body = method === 'DELETE' && dropped ? ({ kind: 'none' } as const) : incoming.body;
  try {
    return await backend.run((db) => {
      const kept = credentials === 'omit' ? null : db.jar;
      const cookie = asked.cookies === 'jar' ? kept : incoming.cookie;
      const context = { db, faults, rateLimit, ssoProviders, now: backend.clock() };
      return rule({ ...incoming, ...context, method, pathTenant, query, cookie, body });
    });
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** Only an answer that arrives can change the browser's cookie. */
async function keepCookie({ backend, cookies }: Asked, token: string | null | undefined, wire: Wire) {
  if (token === undefined) return wire;
  if (cookies === 'header') {
    return { ...wire, headers: { ...wire.headers, 'Set-Cookie': setCookie(token) } };
  }
  await backend.run((db) => {
    db.jar = token;
  });
  return wire;
}

function setCookie(token: string | null): string {
  const attributes = 'HttpOnly; Path=/; SameSite=Strict';
  return token === null
    ? `acp_token=; ${attributes}; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT`
    : `acp_token=${token}; ${attributes}; Max-Age=86400`;
}

function finish({ backend }: Asked, { requestId }: Incoming, wire: Wire): Wire {
  // The service's own clock: how a client can tell that its own is wrong.
  const date = new Date(backend.clock()).toUTCString();
  const headers = { ...wire.headers, 'X-Request-ID': requestId, Date: date, 'Cache-Control': 'no-store' };
  return { ...wire, headers };
}
