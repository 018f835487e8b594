// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsBetween, type Call } from './calls';
import { gateways, READ_EVERY_MS, type Gateway } from './fleet';
import { judge, lastReadAt, refusesAt, type World } from './gateway';

const T0 = Date.parse('2026-11-21T09:30:00Z');
const call = (gateway: Gateway, at: number): Call => {
  return { id: 'c', agent: 'inbox-agent', gateway, at, refund: 0 };
};
const world = (engaged: World['engaged'], safeMode: World['safeMode'] = []): World => ({ engaged, safeMode });

describe('a gateway', () => {
  it('reads at its own moment of each five seconds, and at no moment of another gateway', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(...gateways), (after, gateway) => {
        const at = T0 + after;
        const read = lastReadAt(gateway, at);
        expect(read).toBeLessThanOrEqual(at);
        expect(at - read).toBeLessThan(READ_EVERY_MS);
        expect(((read % READ_EVERY_MS) + READ_EVERY_MS) % READ_EVERY_MS).toBe(gateway.readsAt);
      }),
    );
    expect(new Set(gateways.map(({ readsAt }) => readsAt)).size).toBe(3);
  });

  it('allows calls before a toggle, and refuses all of them five seconds after it', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.integer({ min: -20_000, max: 20_000 }), (toggle, later) => {
        const engaged = world([{ at: T0 + toggle, on: true }]);
        const outcomes = gateways.map(
          (gateway) => judge(call(gateway, T0 + toggle + later), engaged).outcome,
        );
        if (later < 0) expect(outcomes).toEqual(['allowed', 'allowed', 'allowed']);
        if (later >= READ_EVERY_MS) expect(outcomes).toEqual(['refused', 'refused', 'refused']);
      }),
    );
  });

  it('refuses one after the other, and allows one after the other again', () => {
    const toggles = world([
      { at: T0 + 1_000, on: true },
      { at: T0 + 10_000, on: false },
    ]);
    const refusing = (ms: number) => gateways.map((gateway) => refusesAt(gateway, toggles, T0 + ms));
    expect(refusing(2_499)).toEqual([false, false, false]);
    expect(refusing(2_500)).toEqual([false, true, false]);
    expect(refusing(4_200)).toEqual([false, true, true]);
    expect(refusing(5_800)).toEqual([true, true, true]);
    expect(refusing(10_799)).toEqual([true, true, true]);
    expect(refusing(10_800)).toEqual([false, true, true]);
    expect(refusing(14_200)).toEqual([false, false, false]);
  });

  it('goes by the newest toggle that it has read, and says which one', () => {
    const toggles = world([
      { at: T0, on: true },
      { at: T0 + 1_000, on: false },
      { at: T0 + 1_500, on: true },
    ]);
    const [first, second, third] = gateways;
    if (!first || !second || !third) throw new Error('There are three gateways.');
    expect(judge(call(first, T0 + 900), toggles)).toEqual({ outcome: 'refused', toggledAt: T0 });
    expect(judge(call(second, T0 + 3_000), toggles)).toEqual({ outcome: 'refused', toggledAt: T0 + 1_500 });
    expect(judge(call(third, T0 - 10_000), toggles)).toEqual({ outcome: 'allowed', toggledAt: null });
  });

  it('refuses as before in Safe Mode; what it allows, the Guardian denies at once', () => {
    const modes = [
      { at: T0 + 100, on: true },
      { at: T0 + 200, on: false },
    ];
    const outcomes = (ms: number, engaged: World['engaged'] = []) =>
      gateways.map((gateway) => judge(call(gateway, T0 + ms), world(engaged, modes)).outcome);
    expect([...outcomes(99), ...outcomes(200)]).toEqual(Array(6).fill('allowed'));
    expect(outcomes(100)).toEqual(Array(3).fill('denied'));
    expect(outcomes(100, [{ at: T0 - 60_000, on: true }])).toEqual(Array(3).fill('refused'));
  });
});

describe('the calls of the agents', () => {
  it('are the same however the time is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 8 }), (pieces) => {
        let at = T0;
        const cut = pieces.flatMap((length) => callsBetween(at, (at += length), T0 + 3_000));
        expect(cut.map(({ id }) => id)).toEqual(callsBetween(T0, at, T0 + 3_000).map(({ id }) => id));
      }),
    );
  });

  it('go through every gateway, and each has an id of its own', () => {
    const calls = callsBetween(T0, T0 + 60_000, T0);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
    for (const agent of ['billing-agent', 'inbox-agent', 'research-agent']) {
      const used = calls.filter((made) => made.agent === agent).map(({ gateway }) => gateway.name);
      expect(new Set(used).size).toBe(3);
    }
  });
});
