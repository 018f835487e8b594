import type { RefusedCalls } from '../hosts/refused-calls';
import { append, type Draft } from './draft';

/** The gateways have refused calls of this host's agents. Outside of NORMAL, what is new about that is an event for each agent. */
export function callsRefused(draft: Draft, calls: readonly RefusedCalls[]): void {
  const { state } = draft;
  for (const { agent, epoch, denied } of calls) {
    const known = state.refusedCalls[agent];
    const before = known?.epoch === epoch ? known.denied : 0;
    if (denied <= before || (known && known.epoch > epoch)) continue;
    state.refusedCalls = { ...state.refusedCalls, [agent]: { epoch, denied } };
    if (state.mode === 'NORMAL') continue;
    const count = denied - before;
    append(draft, {
      kind: 'capability_request',
      capability: 'ai_planning',
      outcome: 'DENIED (Safe Mode)',
      actor: agent,
      message: `The gateways refused ${count} ${count === 1 ? 'call' : 'calls'} of ${agent}, because this host is not NORMAL`,
    });
  }
}
