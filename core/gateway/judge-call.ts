import { judgeHost, type HostRefusal } from '../hosts/judge-host';
import type { KnownSwitch } from '../ports/gateways';
import { holdsLease, type KnownAgent, type KnownState, type LeaseRules, type Moment } from './lease';

/** What the judge needs of a call. */
export interface JudgedCall {
  /** SHA-256 of the agent's key, in hex; null when the call has none. */
  keyHash: string | null;
  /** The X-Tenant-ID header; null when the call has none. */
  tenantId: string | null;
}

/** Why a call is refused: the code in the answer. */
export type Refusal =
  | 'invalid_agent_key'
  | 'tenant_mismatch'
  | 'kill_switch_engaged'
  | 'kill_switch_unknown'
  | HostRefusal
  | 'rate_limited'
  | 'gateway_busy';

export type Verdict =
  | { refusal: null; agent: KnownAgent; state: KnownSwitch }
  | { refusal: 'kill_switch_engaged'; agent: KnownAgent; state: KnownSwitch }
  | { refusal: Exclude<Refusal, 'kill_switch_engaged'>; agent: KnownAgent | null; state: KnownSwitch | null };

/** What may refuse a call although the switch allows it. */
export interface Room {
  /** Whether too many calls are open. */
  full: boolean;
  /** Whether this agent may make one more call now. It is asked once for each call that the switch allows. */
  withinRate(agent: KnownAgent): boolean;
}

/**
 * Whether the call may be handed over now. An engage that is known counts also after the lease, because only a later answer
 * could lift it. A gateway without any answer knows no key either, so it calls none invalid.
 */
export function judgeCall(
  call: JudgedCall,
  known: KnownState,
  now: Moment,
  rules: LeaseRules,
  room: Room,
): Verdict {
  if (known.asked === null) return { refusal: 'kill_switch_unknown', agent: null, state: null };
  const agent = call.keyHash === null ? undefined : known.agents.get(call.keyHash);
  if (!agent) return { refusal: 'invalid_agent_key', agent: null, state: null };
  const state = known.switches.get(agent.tenantId) ?? null;
  if (call.tenantId !== null && call.tenantId.toLowerCase() !== agent.tenantId.toLowerCase()) {
    return { refusal: 'tenant_mismatch', agent, state };
  }
  if (state?.engaged) return { refusal: 'kill_switch_engaged', agent, state };
  if (!state || !holdsLease(known, now, rules)) return { refusal: 'kill_switch_unknown', agent, state };
  if (agent.host) {
    const refusal = judgeHost(agent.host, now.monotonic - known.asked.monotonic);
    if (refusal) return { refusal, agent, state };
  }
  if (!room.withinRate(agent)) return { refusal: 'rate_limited', agent, state };
  if (room.full) return { refusal: 'gateway_busy', agent, state };
  return { refusal: null, agent, state };
}
