import type { Backend } from '../backend';
import { isRefusal, isSpoiler, type RequestTarget } from '../faults/fault-names';
import { refusalFor } from '../faults/fault-replies';
import { spoil } from '../faults/fault-spoilers';
import { Download, Refusal, type Reply } from '../reply';
import { jsonWire, textWire, type Outcome, type Wire } from '../wire';
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

const SLOW_MS = 2_500;

function targetOf(path: Path, method: string): RequestTarget {
  if (path.startsWith('/auth')) return 'auth';
  if (path.startsWith('/audit')) return 'history';
  if (path.startsWith('/control')) return 'control';
  const reads = method === 'GET' || method === 'HEAD';
  if (path.startsWith('/guardian')) return reads ? 'guardian' : 'guardian-action';
  return reads ? 'status' : 'toggle';
}

/** Answers one request, misbehaving as told: before, instead of, or after doing what it asks. */
export async function answer(asked: Asked): Promise<Outcome> {
  const { backend, path, request, pathTenant } = asked;
  const incoming = await readRequest(request, backend.clock());
  backend.record(incoming.recorded);
  const troubles = backend.faults.of(targetOf(path, request.method));

  if (troubles.includes('slow')) await backend.wait(SLOW_MS);
  if (troubles.includes('hang')) return 'silent';
  if (troubles.includes('offline')) return 'lost';

  const refusal = troubles.find(isRefusal);
  if (refusal) {
    const route = path.replace('{tenant_id}', pathTenant);
    const { requestId } = incoming;
    const made = refusalFor(refusal, { method: request.method, path: route, requestId });
    return finish(asked, incoming, made instanceof Refusal ? toWire(made.reply) : made);
  }

  const reply = await carryOut(asked, incoming);
  const empties = path === '/auth/me' && backend.faults.has('me-empty');
  let outcome: Outcome = toWire(reply);
  for (const fault of [...troubles.filter(isSpoiler), ...(empties ? (['empty-body'] as const) : [])]) {
    if (typeof outcome === 'object') outcome = spoil(fault, outcome, incoming.requestId);
  }
  if (typeof outcome !== 'object') return outcome;
  return finish(asked, incoming, await keepCookie(asked, reply.cookie, outcome));
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

function toWire({ status, body, headers = {} }: Reply<unknown>): Wire {
  if (body instanceof Download) {
    const { fileName, contentType, text } = body;
    const disposition = `attachment; filename="${fileName}"`;
    const described = { 'Content-Type': contentType, 'Content-Disposition': disposition };
    return textWire(status, text, { ...headers, ...described });
  }
  return body === undefined ? textWire(status, null, headers) : jsonWire(status, body, headers);
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
