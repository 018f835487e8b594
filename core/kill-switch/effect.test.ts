import { describe, expect, it } from 'vitest';
import type { GatewayRecord } from '../ports/gateways';
import { shownEffect, type EffectFacts } from './effect';

const T = Date.parse('2026-11-21T09:00:00Z');
const LEASE_MS = 4_000;

const gateway = (lastSeenAt: number, epoch: number): GatewayRecord => {
  return { id: 'b', name: 'gateway-b', lastSeenAt, gone: false, epoch, confirmedAt: lastSeenAt };
};

/** Ten seconds after the engage that began epoch 1. */
function effectOf(gateways: GatewayRecord[], more: Partial<EffectFacts> = {}) {
  const calls = { allowed: 0, denied: 0, lastAllowedAt: null, byAgent: [] };
  const leaked = { items: [], complete: true };
  const facts = { epoch: 1, engaged: true, changedAt: T, now: T + 10_000, leaseMs: LEASE_MS };
  return shownEffect({ ...facts, gateways, calls, leaked, ...more });
}

describe('what was allowed after an engage', () => {
  it('is not known while a gateway is silent that may have held a lease then, and never told', () => {
    for (const seen of [T, T + 50, T - LEASE_MS])
      expect(effectOf([gateway(seen, 0)])).toMatchObject({
        gateways: [{ state: 'refusing' }],
        leaked: { complete: false },
      });
  });

  it('is known of a gateway that fell silent after it had told, or so long before that its lease had ended', () => {
    for (const silent of [gateway(T + 500, 1), gateway(T - LEASE_MS - 1, 0)])
      expect(effectOf([silent])).toMatchObject({
        gateways: [{ state: 'refusing' }],
        leaked: { complete: true },
      });
  });

  it('is not asked after a release', () => {
    const effect = effectOf([gateway(T, 0)], { engaged: false });
    expect(effect.leaked).toEqual({ items: [], complete: true });
  });
});
