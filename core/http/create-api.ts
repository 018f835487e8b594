import { Hono } from 'hono';
import { createLimiter } from '../limits/token-bucket';
import type { ApiPorts, Origin, Rate } from '../ports/ports';
import { listAuditRows, verifyAuditChain } from './audit';
import { listSsoProviders, renewSession, signIn, signOut, whoAmI } from './auth';
import { readCall, usableRequestId, type Call } from './call';
import type { Limit } from './caller';
import { carryOutToggle, readEffectOf, readStatus } from './decision';
import { readBundle, readCheckpoint } from './evidence';
import { answerFailure } from './failure';
import { askControl, askGuardian, listHosts } from './hosts';
import { isReply, refuseAtGateway, refusePlain, toResponse, type Reply } from './reply';

export interface Api {
  /** Answers a request of the contract. Never rejects. */
  fetch(request: Request, origin: Origin): Promise<Response>;
}

type Rule = (call: Call, params: Record<string, string>) => Reply | Response | Promise<Reply | Response>;

/** Every call of the contract, as one function of a request. */
export function createApi(ports: ApiPorts): Api {
  const limits = {
    engage: limitBy(ports, ports.limits.engage),
    release: limitBy(ports, ports.limits.release),
    read: limitBy(ports, ports.limits.read),
    signIn: limitBy(ports, ports.limits.signIn),
  };
  const app = new Hono<{ Bindings: Origin }>();
  const on = (method: string, path: string, rule: Rule) =>
    app.on(method, path, (context) =>
      answer(ports, context.req.raw, context.env, (call) => rule(call, context.req.param()), path),
    );
  const kill = '/decision/kill-switch/:tenant_id';
  const tenantOf = (params: Record<string, string>) => params['tenant_id'] ?? '';

  on('POST', '/auth/token', (call) => signIn(call, limits.signIn));
  on('GET', '/auth/me', (call) => whoAmI(call, limits.read));
  on('POST', '/auth/refresh', (call) => renewSession(call, limits.read));
  on('POST', '/auth/logout', signOut);
  on('GET', '/auth/sso/providers', listSsoProviders);
  on('GET', kill, (call, params) => readStatus(call, tenantOf(params), limits.read));
  on('POST', kill, (call, params) => carryOutToggle(call, tenantOf(params), true, limits.engage));
  on('DELETE', kill, (call, params) => carryOutToggle(call, tenantOf(params), false, limits.release));
  on('GET', `${kill}/effect`, (call, params) => readEffectOf(call, tenantOf(params), limits.read));
  on('GET', '/audit/logs', (call) => listAuditRows(call, limits.read));
  on('GET', '/audit/logs/verify', (call) => verifyAuditChain(call, limits.read));
  on('GET', '/audit/checkpoint', (call) => readCheckpoint(call, limits.read));
  on('GET', '/audit/bundle', (call) => readBundle(call, limits.read));
  on('GET', '/guardian/hosts', (call) => listHosts(call, limits.read));
  for (const [method, path] of GUARDIAN_CALLS)
    on(method, `/guardian${path}`, (call) => askGuardian(call, limits.read));
  on('GET', '/control/api/status', (call) => askControl(call, limits.read));
  on('POST', '/control/api/stop', (call) => askControl(call, limits.read));

  for (const path of new Set(app.routes.map((route) => route.path)))
    app.all(path, ({ req, env }) =>
      answer(ports, req.raw, env, () => refusePlain(405, 'Method Not Allowed'), path),
    );
  app.notFound(({ req, env }) => answer(ports, req.raw, env, () => refusePlain(404, 'Not Found'), 'unknown'));
  return { fetch: async (request, origin) => app.fetch(request, origin) };
}

const GUARDIAN_CALLS = [
  ['GET', '/status'],
  ['GET', '/events'],
  ['POST', '/safe-mode/enter'],
  ['GET', '/safe-mode/exit'],
  ['POST', '/safe-mode/exit'],
  ['POST', '/kill/acknowledge'],
  ['POST', '/policy/reset'],
  ['POST', '/core/rollback'],
  ['POST', '/integrity/verify'],
  ['POST', '/logs/export'],
  ['GET', '/files'],
] as const;

function limitBy(ports: ApiPorts, rate: Rate): Limit {
  const limiter = createLimiter(rate);
  return (key) => {
    const seconds = limiter.take(key, ports.monotonic());
    return seconds === null
      ? null
      : refuseAtGateway(429, 'Rate limit exceeded', { 'Retry-After': String(seconds) });
  };
}

/** Reads the request, carries out its rule, and adds what every answer has. */
async function answer(
  ports: ApiPorts,
  request: Request,
  origin: Origin,
  rule: (call: Call) => Reply | Response | Promise<Reply | Response>,
  route: string,
): Promise<Response> {
  let call: Call | null = null;
  let reply: Reply | Response;
  try {
    const read = await readCall(request, ports, origin);
    if (!isReply(read)) call = read;
    reply = isReply(read) ? read : await rule(read);
  } catch (error) {
    reply = await answerFailure(ports, call, error);
  }
  const requestId = call?.requestId ?? usableRequestId(request.headers) ?? ports.newId();
  const { method } = request;
  ports.observe({
    kind: 'answered',
    method,
    route,
    status: reply.status,
    requestId,
    tenantId: call?.tenant ?? null,
  });
  const response = reply instanceof Response ? reply : withCookie(reply, ports, origin);
  response.headers.set('Date', new Date(ports.wallClock()).toUTCString());
  response.headers.set('X-Request-ID', requestId);
  response.headers.set('Cache-Control', 'no-store');
  return response;
}

/** The reply, with the session cookie where it begins or ends a session. */
function withCookie(reply: Reply, ports: ApiPorts, { secure }: Origin): Response {
  const response = toResponse(reply);
  if (reply.session) {
    const { token, seconds } = reply.session;
    ports.cookie.write(response.headers, token, { seconds, secure });
  }
  return response;
}
