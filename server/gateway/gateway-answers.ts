import type { ServerResponse } from 'node:http';
import type { AgentHost } from '../../core/hosts/judge-host';
import type { KnownSwitch } from '../../core/ports/gateways';
import type { CallFault } from '../../core/gateway/read-call';
import type { Refusal, Verdict } from '../../core/gateway/judge-call';

/** Every code that a gateway answers with, and its status. */
export const STATUS_OF = {
  invalid_json: 422,
  invalid_call: 400,
  invalid_agent_key: 401,
  tenant_mismatch: 403,
  kill_switch_engaged: 403,
  kill_switch_unknown: 503,
  host_safe_mode: 403,
  host_unknown: 503,
  rate_limited: 429,
  gateway_busy: 503,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  upstream_failed: 502,
  upstream_timeout: 504,
} as const satisfies Record<Refusal | CallFault, number> & Record<string, number>;

export type GatewayError = keyof typeof STATUS_OF;

/** How long an agent should wait, in seconds, where that is known. */
const RETRY_AFTER: Partial<Record<GatewayError, string>> = {
  kill_switch_unknown: '1',
  host_unknown: '1',
  rate_limited: '1',
  gateway_busy: '1',
};

/** What every answer has beside Node's own Date. */
export function commonHeaders(requestId: string): string[] {
  return ['X-Request-ID', requestId, 'Cache-Control', 'no-store'];
}

/** Answers with an envelope, unless the answer has begun or the caller has gone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  requestId: string,
  body: unknown,
  more: string[] = [],
) {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  const headers = commonHeaders(requestId);
  headers.push(
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(text)),
    ...more,
  );
  response.writeHead(status, headers).end(text);
}

export function sendError(
  response: ServerResponse,
  requestId: string,
  error: GatewayError,
  {
    data = null,
    headers = [],
    status = STATUS_OF[error],
  }: { data?: unknown; headers?: string[]; status?: number } = {},
) {
  const wait = RETRY_AFTER[error];
  const all = wait === undefined ? headers : ['Retry-After', wait, ...headers];
  sendJson(response, status, requestId, { success: false, data, error, meta: null }, all);
}

/** What a refused agent is told of the switch, or of its host; null for other refusals. */
export function refusedData({ refusal, agent, state }: Verdict): unknown {
  if (refusal === 'kill_switch_engaged') return engagedData(state);
  const byHost = refusal === 'host_safe_mode' || refusal === 'host_unknown';
  return byHost && agent?.host ? hostData(agent.host) : null;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function hostData({ name, mode, since, lastSeenAt }: AgentHost) {
  return { host: name, mode, since: iso(since), last_seen_at: iso(lastSeenAt) };
}

function engagedData({ changedAt, by, reason }: KnownSwitch) {
  return {
    engaged_at: iso(changedAt),
    engaged_by: by,
    reason,
  };
}
