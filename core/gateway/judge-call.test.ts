// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { KnownSwitch } from '../ports/gateways';
import { judgeCall } from './judge-call';
import { learn, leaseRules, NOTHING_KNOWN } from './lease';

const rules = leaseRules(4_000);
const TENANT = 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0';
const free = { full: false, withinRate: () => true };
const none = { full: true, withinRate: () => false };
const valid = { keyHash: 'hash', tenantId: null };

function known(engaged: boolean, switches?: KnownSwitch[]) {
  const state = { tenantId: TENANT, epoch: 3, engaged, reason: 'r', by: 'ada', changedAt: 1 };
  const agents = [{ keyHash: 'hash', tenantId: TENANT, name: 'billing' }];
  const answer = { now: 0, switches: switches ?? [state], agents, forgotten: [] };
  return learn(NOTHING_KNOWN, { monotonic: 0, wall: 0 }, answer);
}

const moment = (ms: number) => ({ monotonic: ms, wall: ms });

describe('the judge of a call', () => {
  it('allows a call of a known agent within the lease, by the epoch that it knows', () => {
    const verdict = judgeCall(valid, known(false), moment(4_000), rules, free);
    expect(verdict).toMatchObject({
      refusal: null,
      agent: { name: 'billing', tenantId: TENANT },
      state: { epoch: 3 },
    });
  });

  it('refuses for the first reason of the documented order', () => {
    const wrong = { keyHash: 'other', tenantId: 'foreign' };
    const foreign = { keyHash: 'hash', tenantId: 'foreign' };
    const late = moment(9_000);
    const refusals = [
      judgeCall(wrong, known(true), late, rules, none),
      judgeCall({ keyHash: null, tenantId: null }, known(true), late, rules, none),
      judgeCall(foreign, known(true), late, rules, none),
      judgeCall(valid, known(true), late, rules, none),
      judgeCall(valid, known(false), late, rules, none),
      judgeCall(valid, known(false), moment(1), rules, none),
      judgeCall(valid, known(false), moment(1), rules, { ...none, withinRate: () => true }),
    ].map(({ refusal }) => refusal);
    expect(refusals).toEqual([
      'invalid_agent_key',
      'invalid_agent_key',
      'tenant_mismatch',
      'kill_switch_engaged',
      'kill_switch_unknown',
      'rate_limited',
      'gateway_busy',
    ]);
  });

  it('knows nothing before the first answer, not even that a key is wrong', () => {
    expect(judgeCall(valid, NOTHING_KNOWN, moment(0), rules, free).refusal).toBe('kill_switch_unknown');
  });

  it('refuses a tenant whose switch no answer has shown', () => {
    expect(judgeCall(valid, known(false, []), moment(1), rules, free).refusal).toBe('kill_switch_unknown');
  });

  it('takes the tenant from the key, and its id in any case', () => {
    const call = { keyHash: 'hash', tenantId: TENANT.toUpperCase() };
    expect(judgeCall(call, known(false), moment(1), rules, free).refusal).toBeNull();
  });

  it('spends the rate of an agent only on a call that the switch allows', () => {
    const withinRate = vi.fn(() => true);
    judgeCall(valid, known(true), moment(1), rules, { full: false, withinRate });
    judgeCall(valid, known(false), moment(9_000), rules, { full: false, withinRate });
    expect(withinRate).not.toHaveBeenCalled();
  });

  it('never allows a call when the newest state is engaged or the lease is over, whatever else holds [AEGIS-40]', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(10_000), fc.nat(10_000), (engaged, monotonic, wall) => {
        const { refusal } = judgeCall(valid, known(engaged), { monotonic, wall }, rules, free);
        if (engaged || monotonic > rules.leaseMs) expect(refusal).not.toBeNull();
      }),
    );
  });
});
