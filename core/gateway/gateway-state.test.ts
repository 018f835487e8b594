// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { BeatAnswer } from '../ports/gateways';
import { createGatewayState } from './gateway-state';
import { leaseRules } from './lease';

const gateway = { id: 'boot', name: 'eu-1' };
const moment = (ms: number) => ({ monotonic: ms, wall: ms });
const room = { full: false, withinRate: () => true };
const valid = { keyHash: 'hash', tenantId: null };

function answer(epoch: number, engaged: boolean, now: number, changedAt = now): BeatAnswer {
  const agents = [{ keyHash: 'hash', tenantId: 'a', name: 'billing', host: null }];
  return {
    now,
    agents,
    hosts: [],
    forgotten: [],
    switches: [{ tenantId: 'a', epoch, engaged, reason: 'r', by: 'ada', changedAt }],
  };
}

function start() {
  const state = createGatewayState(gateway, leaseRules(4_000));
  const call = (at: number, requestId: string) => {
    const verdict = state.judge(valid, moment(at), room);
    state.decided(verdict, moment(at), { requestId, tool: 'pay' });
    return verdict.refusal;
  };
  const beat = (at: number, read: BeatAnswer) => state.answered(moment(at), state.report(), read);
  return { state, call, beat };
}

describe('what a gateway knows and reports', () => {
  it('names each new epoch once, and reports the one by which it decides', () => {
    const { state, beat } = start();
    expect(state.report()).toEqual({ gateway, epochs: [], calls: [], leaked: [] });
    expect(beat(0, answer(4, false, 1_000)).changed).toHaveLength(1);
    expect(beat(1, answer(4, false, 1_001)).changed).toEqual([]);
    expect(state.report().epochs).toEqual([{ tenantId: 'a', epoch: 4 }]);
    expect(beat(2, answer(3, true, 1_002))).toEqual({ changed: [], wentBack: true });
    expect(state.report().epochs).toEqual([{ tenantId: 'a', epoch: 4 }]);
  });

  it('hands over the calls that were allowed after an engage, until a report of them is answered', () => {
    const { state, call, beat } = start();
    beat(0, answer(4, false, 1_000));
    expect([call(90, 'before'), call(110, 'after')]).toEqual([null, null]);
    beat(200, answer(5, true, 1_200, 1_100));
    const leaked = {
      tenantId: 'a',
      epoch: 5,
      items: [{ requestId: 'after', agent: 'billing', tool: 'pay', allowedAt: 1_110, gateway: 'eu-1' }],
      complete: true,
    };
    expect(state.report().leaked).toEqual([leaked]);
    beat(300, answer(5, true, 1_300, 1_100));
    expect(state.report().leaked).toEqual([]);
  });

  it('tells of no calls after an engage that was there before its boot', () => {
    const { state, beat } = start();
    beat(0, answer(5, true, 1_000));
    expect(state.report().leaked).toEqual([]);
  });

  it('counts what the switch decided, and nothing else', () => {
    const { state, call, beat } = start();
    call(0, 'before the first answer');
    beat(10, answer(4, false, 1_000));
    call(20, 'allowed');
    call(9_000, 'unknown');
    const busy = state.judge(valid, moment(30), { ...room, full: true });
    state.decided(busy, moment(30), { requestId: 'busy', tool: 'pay' });
    expect(state.report().calls).toEqual([
      { tenantId: 'a', epoch: 4, agent: 'billing', allowed: 1, denied: 1, lastAllowedAt: 1_010 },
    ]);
    beat(9_010, answer(5, true, 10_000));
    call(9_020, 'engaged');
    expect(state.report().calls).toEqual([
      { tenantId: 'a', epoch: 5, agent: 'billing', allowed: 0, denied: 1, lastAllowedAt: null },
    ]);
  });
});
