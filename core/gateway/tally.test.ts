// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentCalls } from '../ports/gateways';
import { createTally } from './tally';

const mail = { tenantId: 'a', epoch: 2, agent: 'mail agent' };
const fate = fc.constantFrom('lost', 'answered', 'arrived, but the answer was lost' as const);
const decision = fc.record({ agent: fc.constantFrom('x', 'y'), allowed: fc.boolean() });

describe('the tally', () => {
  it('counts by tenant, epoch and agent, with the time of the newest call that was allowed', () => {
    const tally = createTally();
    tally.allow(mail, 5);
    tally.allow(mail, 9);
    tally.deny(mail);
    tally.deny({ ...mail, epoch: 3 });
    expect(tally.unreported()).toEqual([
      { ...mail, allowed: 2, denied: 1, lastAllowedAt: 9 },
      { ...mail, epoch: 3, allowed: 0, denied: 1, lastAllowedAt: null },
    ]);
  });

  it('reports only what changed since a report was answered', () => {
    const tally = createTally();
    tally.deny(mail);
    const report = tally.unreported();
    tally.deny(mail);
    tally.reported(report, () => 2);
    expect(tally.unreported()).toEqual([{ ...mail, allowed: 0, denied: 2, lastAllowedAt: null }]);
    tally.reported(tally.unreported(), () => 2);
    expect(tally.unreported()).toEqual([]);
  });

  it('forgets the totals of an old epoch only when they were answered', () => {
    const tally = createTally();
    tally.allow(mail, 5);
    tally.reported([], () => 3);
    expect(tally.unreported()).toHaveLength(1);
    tally.reported(tally.unreported(), () => 3);
    tally.deny(mail);
    expect(tally.unreported()).toEqual([{ ...mail, allowed: 0, denied: 1, lastAllowedAt: null }]);
  });

  it('agrees in the end with what was counted, whichever reports and answers are lost', () => {
    const turn = fc.record({ decisions: fc.array(decision), fate });
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const tally = createTally();
        const store = new Map<string, AgentCalls>();
        const sent = (calls: AgentCalls[]) => calls.forEach((one) => store.set(one.agent, one));
        for (const { decisions, fate: happens } of turns) {
          for (const { agent, allowed } of decisions) {
            if (allowed) tally.allow({ ...mail, agent }, 1);
            else tally.deny({ ...mail, agent });
          }
          const calls = tally.unreported();
          if (happens !== 'lost') sent(calls);
          if (happens === 'answered') tally.reported(calls, () => mail.epoch);
        }
        sent(tally.unreported());
        for (const agent of ['x', 'y']) {
          const all = turns.flatMap(({ decisions }) => decisions).filter((one) => one.agent === agent);
          expect(store.get(agent)?.allowed ?? 0).toBe(all.filter(({ allowed }) => allowed).length);
          expect(store.get(agent)?.denied ?? 0).toBe(all.filter(({ allowed }) => !allowed).length);
        }
      }),
    );
  });
});
