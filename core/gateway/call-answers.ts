import type { AgentHost } from '../hosts/judge-host';
import type { KnownSwitch } from '../ports/gateways';
import type { Refusal, Verdict } from './judge-call';
import type { CallFault } from './read-call';

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
export const RETRY_AFTER: Partial<Record<GatewayError, string>> = {
  kill_switch_unknown: '1',
  host_unknown: '1',
  rate_limited: '1',
  gateway_busy: '1',
};

/**
 * The X-Kill-Switch header of a refusal by the switch. For a proxy it is a 403, because proxies take other statuses for a failure
 * of their own.
 */
export const SWITCH_SAYS: Partial<Record<Refusal, string>> = {
  kill_switch_engaged: 'engaged',
  kill_switch_unknown: 'unknown',
  host_safe_mode: 'host_safe_mode',
  host_unknown: 'host_unknown',
};

const BEARER = /^Bearer +(ksa_[\w-]{1,200})$/i;

/** The agent's key in an Authorization header; null when there is none. */
export function agentKeyIn(authorization: string | null | undefined): string | null {
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}

/** What a refused agent is told of the switch, or of its host; null for other refusals. */
export function refusedData({ refusal, agent, state }: Verdict) {
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
