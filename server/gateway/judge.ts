import type { GatewayState } from '../../core/gateway/gateway-state';
import type { Verdict } from '../../core/gateway/judge-call';
import type { Moment } from '../../core/gateway/lease';
import { createLimiter } from '../../core/limits/token-bucket';
import type { Rate } from '../../core/ports/ports';
import type { Call } from './call-of';

export interface Judge {
  /** Whether it could be handed over now. It counts nothing and spends nothing. */
  look(call: Call, full?: boolean): Verdict;
  /** The first verdict on a call: it spends the agent's rate. Nothing is counted. */
  first(call: Call): Verdict;
  /** Counts a verdict, which must be the last one on this call, in the turn in which it was made. */
  count(verdict: Verdict, call: Call, tool: string): void;
  decisions(): Readonly<Record<string, number>>;
}

interface JudgeParts {
  state: GatewayState;
  now(): Moment;
  agentRate: Rate;
  isStopped(): boolean;
}

export function createJudge({ state, now, agentRate, isStopped }: JudgeParts): Judge {
  const limiter = agentRate === null ? null : createLimiter(agentRate);
  const counts: Record<string, number> = {};

  function judge(call: Call, full: boolean, limited: boolean): Verdict {
    if (isStopped()) return { refusal: 'kill_switch_unknown', agent: null, state: null };
    const moment = now();
    return state.judge(call, moment, {
      full,
      withinRate: ({ tenantId, name }) =>
        !limited || !limiter || limiter.take(`${tenantId} ${name}`, moment.monotonic) === null,
    });
  }

  return {
    look: (call, full = false) => judge(call, full, false),
    first: (call) => judge(call, false, true),
    count(verdict, { requestId }, tool) {
      const code = verdict.refusal ?? 'allowed';
      counts[code] = (counts[code] ?? 0) + 1;
      state.decided(verdict, now(), { requestId, tool });
    },
    decisions: () => counts,
  };
}
