import type { HttpResponseResolver } from 'msw';
import { sha256Hex } from '../../core/audit/chain/chain';
import {
  agentKeyIn,
  refusedData,
  RETRY_AFTER,
  STATUS_OF,
  SWITCH_SAYS,
  type GatewayError,
} from '../../core/gateway/call-answers';
import { createGatewayState } from '../../core/gateway/gateway-state';
import type { Verdict } from '../../core/gateway/judge-call';
import { leaseRules } from '../../core/gateway/lease';
import { readCall } from '../../core/gateway/read-call';
import { usableRequestId } from '../../core/http/call';
import { ok, refuse, refusePlain, type Reply } from '../../core/http/reply';
import type { Backend } from '../backend';
import { apiPath } from '../faults/request-target';
import { readSwitches } from '../memory-store/memory-beats';
import { LEASE_MS } from '../ports';
import { textWire, toResponse, toWire } from '../wire';
import { readRequest } from './incoming';

/**
 * Answers the calls of the contract that no person makes: agents, proxies and monitors. No fault is around them. The gateway
 * has just asked for the newest state, and is not one of those that report what they decided.
 */
export function createAgentAnswer(backend: Backend): HttpResponseResolver {
  return async ({ request }) => {
    const { headers, method } = request;
    const { url, text, recorded } = await readRequest(request, backend.clock());
    backend.record(recorded);
    const path = apiPath(url.pathname);
    const requestId = usableRequestId(headers) ?? crypto.randomUUID();
    const rule = async (): Promise<Reply> => {
      if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
      if (path === '/readyz') return { status: 200, body: { status: 'ready' } };
      if (path === '/metrics') return refusePlain(404, 'Not Found');
      if (path !== '/execute') return authorize(await judge(backend, headers));
      return method === 'POST'
        ? execute(await judge(backend, headers), text, requestId)
        : wrong('method_not_allowed');
    };
    const reply = backend.controlPlane ? await rule() : refusePlain(404, 'Not Found');
    const more = { 'X-Request-ID': requestId, 'Cache-Control': 'no-store' };
    const wire = reply.body === '' ? textWire(reply.status, null, reply.headers ?? {}) : toWire(reply);
    return toResponse({ ...wire, headers: { ...wire.headers, ...more } });
  };
}

/** What a gateway decides about a call with these headers. */
function judge({ run, clock }: Backend, headers: Headers): Promise<Verdict> {
  return run(({ data }) => {
    const now = { monotonic: clock(), wall: clock() };
    const state = createGatewayState({ id: '', name: '' }, leaseRules(LEASE_MS));
    state.answered(now, state.report(), readSwitches(data, now.wall));
    const key = agentKeyIn(headers.get('authorization'));
    const call = { keyHash: key === null ? null : sha256Hex(key), tenantId: headers.get('x-tenant-id') };
    return state.judge(call, now, { full: false, withinRate: () => true });
  });
}

function execute(verdict: Verdict, text: string, requestId: string): Reply {
  // Who has no key is told so before anything is read.
  if (verdict.agent === null) return refused(verdict);
  const call = readCall(text);
  if ('fault' in call) return wrong(call.fault);
  if (verdict.refusal !== null) return refused(verdict);
  return ok({ request_id: requestId, agent: verdict.agent.name, tool: call.tool });
}

function authorize(verdict: Verdict): Reply {
  if (verdict.refusal === null) {
    const { name, tenantId } = verdict.agent;
    const headers = { 'X-Agent': encodeURIComponent(name), 'X-Tenant-ID': tenantId };
    return { status: 200, body: '', headers };
  }
  const says = SWITCH_SAYS[verdict.refusal];
  const reply = refused(verdict);
  if (says === undefined) return reply;
  return { ...reply, status: 403, headers: { ...reply.headers, 'X-Kill-Switch': says } };
}

const refused = (verdict: Verdict): Reply =>
  verdict.refusal === null ? wrong('kill_switch_unknown') : wrong(verdict.refusal, refusedData(verdict));

function wrong(error: GatewayError, data: ReturnType<typeof refusedData> = null): Reply {
  const wait = RETRY_AFTER[error];
  return { ...refuse(STATUS_OF[error], error, data), ...(wait ? { headers: { 'Retry-After': wait } } : {}) };
}
