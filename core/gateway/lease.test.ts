// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeatAnswer, KnownSwitch } from '../ports/gateways';
import {
  goesBack,
  holdsLease,
  learn,
  leaseRules,
  NOTHING_KNOWN,
  type KnownState,
  type Moment,
} from './lease';

const rules = leaseRules(4_000);
const at = (monotonic: number, wall = monotonic + 1e12): Moment => ({ monotonic, wall });

function state(tenantId: string, epoch: number, engaged = epoch % 2 === 1): KnownSwitch {
  return { tenantId, epoch, engaged, reason: null, by: null, changedAt: epoch };
}

function answer(...switches: KnownSwitch[]): BeatAnswer {
  return {
    now: 0,
    switches,
    agents: [{ keyHash: 'hash', tenantId: 'a', name: 'agent', host: null }],
    hosts: [],
    forgotten: [],
  };
}

const epochOf = (known: KnownState, tenantId: string) => known.switches.get(tenantId)?.epoch;
const anAnswer = fc.record({ asked: fc.nat(100), epochs: fc.tuple(fc.nat(9), fc.nat(9)) });

describe('the lease', () => {
  it('holds from the moment at which the answer was asked for until its end, and not 1 ms longer', () => {
    const known = learn(NOTHING_KNOWN, at(10), answer(state('a', 2)));
    expect(holdsLease(NOTHING_KNOWN, at(10), rules)).toBe(false);
    expect(holdsLease(known, at(10), rules)).toBe(true);
    expect(holdsLease(known, at(4_010), rules)).toBe(true);
    expect(holdsLease(known, at(4_011), rules)).toBe(false);
    expect(holdsLease(known, at(9), rules)).toBe(false);
  });

  it('does not hold when wall and monotonic clock differ by more than a second since then', () => {
    const known = learn(NOTHING_KNOWN, at(0, 1_000), answer(state('a', 2)));
    expect(holdsLease(known, at(500, 2_499), rules)).toBe(true);
    expect(holdsLease(known, at(500, 2_501), rules)).toBe(false);
    expect(holdsLease(known, at(500, 501), rules)).toBe(true);
    expect(holdsLease(known, at(500, 499), rules)).toBe(false);
  });

  it('never lets more than 5 s of real time pass, however the monotonic clock stands still', () => {
    fc.assert(
      fc.property(fc.nat(8_000), fc.nat(8_000), fc.nat(999), (awake, asleep, fraction) => {
        const known = learn(NOTHING_KNOWN, at(0, 1_000), answer(state('a', 2)));
        const wall = Math.floor(1_000 + fraction / 1_000 + awake + asleep);
        if (holdsLease(known, at(awake, wall), rules)) expect(awake + asleep).toBeLessThanOrEqual(5_000);
      }),
    );
  });

  it('is refused when it is shorter than 1 s or longer than 4 s', () => {
    for (const leaseMs of [999, 4_001, NaN, -1]) expect(() => leaseRules(leaseMs)).toThrow(RangeError);
    expect(leaseRules(1_000).leaseMs).toBe(1_000);
  });

  it('is not prolonged by an answer to an older question', () => {
    const known = learn(NOTHING_KNOWN, at(10), answer(state('a', 2)));
    expect(learn(known, at(5), answer(state('a', 2))).asked).toEqual(at(10));
    expect(learn(known, at(15), answer(state('a', 2))).asked).toEqual(at(15));
  });

  it.each([
    ['an older epoch', [state('a', 3)]],
    ['another state under the same epoch', [state('a', 4, true)]],
    ['no switch for a tenant that had one', [state('b', 9)]],
  ])('is not prolonged by an answer that shows %s', (_what, switches) => {
    const known = learn(NOTHING_KNOWN, at(10), answer(state('a', 4)));
    expect(goesBack(known, answer(...switches))).toBe(true);
    expect(learn(known, at(20), answer(...switches)).asked).toEqual(at(10));
  });
});

describe('what is known', () => {
  it('has for each tenant the highest epoch of all answers, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { minLength: 1 }), (answers) => {
        let known = NOTHING_KNOWN;
        for (const { asked, epochs } of answers) {
          const before = known;
          known = learn(known, at(asked), answer(state('a', epochs[0]), state('b', epochs[1])));
          expect(epochOf(known, 'a')).toBe(Math.max(epochOf(before, 'a') ?? 0, epochs[0]));
          expect(known.asked?.monotonic ?? 0).toBeGreaterThanOrEqual(before.asked?.monotonic ?? 0);
        }
        expect(epochOf(known, 'a')).toBe(Math.max(...answers.map(({ epochs }) => epochs[0])));
        expect(epochOf(known, 'b')).toBe(Math.max(...answers.map(({ epochs }) => epochs[1])));
      }),
    );
  });

  it('keeps an engaged state when another history has the same epoch', () => {
    const disengaged = learn(NOTHING_KNOWN, at(1), answer(state('a', 4, false)));
    const engaged = learn(disengaged, at(2), answer(state('a', 4, true)));
    expect(engaged.switches.get('a')?.engaged).toBe(true);
    expect(learn(engaged, at(3), answer(state('a', 4, false))).switches.get('a')?.engaged).toBe(true);
  });

  it('has the agents of the newest question, so that a revoked key is gone with it', () => {
    const known = learn(NOTHING_KNOWN, at(10), { ...answer(state('a', 2)), agents: [] });
    expect(known.agents.size).toBe(0);
    expect(learn(known, at(5), answer(state('a', 2))).agents.size).toBe(0);
    expect(learn(known, at(11), answer(state('a', 2))).agents.get('hash')?.name).toBe('agent');
  });
});
