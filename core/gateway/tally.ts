import type { AgentCalls } from '../ports/gateways';

/** Whose call was decided, and by which epoch. */
type Decided = Pick<AgentCalls, 'tenantId' | 'epoch' | 'agent'>;

export interface Tally {
  /** `at` by the store's clock, in ms. */
  allow(decided: Decided, at: number): void;
  deny(decided: Decided): void;
  /** What changed since the newest report that was answered. */
  unreported(): AgentCalls[];
  /** These were answered. Totals of epochs before the present one are then final, and forgotten. */
  reported(calls: readonly AgentCalls[], presentEpoch: (tenantId: string) => number): void;
}

/** Counts calls as totals since the gateway booted, so that a report that is lost or arrives twice changes nothing. */
export function createTally(): Tally {
  const counted = new Map<string, { calls: AgentCalls; reported: number }>();

  function of({ tenantId, epoch, agent }: Decided) {
    const key = `${tenantId} ${epoch} ${agent}`;
    const found = counted.get(key);
    if (found) return found.calls;
    const calls = { tenantId, epoch, agent, allowed: 0, denied: 0, lastAllowedAt: null };
    counted.set(key, { calls, reported: 0 });
    return calls;
  }

  return {
    allow(decided, at) {
      const calls = of(decided);
      calls.allowed += 1;
      calls.lastAllowedAt = Math.max(at, calls.lastAllowedAt ?? at);
    },
    deny(decided) {
      of(decided).denied += 1;
    },
    unreported() {
      const changed = [...counted.values()].filter(({ calls, reported }) => sum(calls) > reported);
      return changed.map(({ calls }) => ({ ...calls }));
    },
    reported(answered, presentEpoch) {
      for (const calls of answered) {
        const found = counted.get(`${calls.tenantId} ${calls.epoch} ${calls.agent}`);
        if (found) found.reported = Math.max(found.reported, sum(calls));
      }
      for (const [key, { calls, reported }] of counted) {
        if (reported === sum(calls) && calls.epoch < presentEpoch(calls.tenantId)) counted.delete(key);
      }
    },
  };
}

function sum({ allowed, denied }: AgentCalls): number {
  return allowed + denied;
}
