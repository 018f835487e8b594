// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { leaseRules, type LeaseRules } from '../lease';
import { play, violations, type History } from './world';

const SCHEDULES = 3_000;
const SECONDS = 20;
const seed = Number(process.env['SIMULATION_SEED'] ?? 20_261_127);
const rules = leaseRules(4_000);

/** The first schedule in which a call was handed over too late. */
function firstViolation(broken: LeaseRules, schedules: number): number | null {
  for (let one = seed; one < seed + schedules; one += 1) {
    if (violations(play(one, { trouble: 1, seconds: SECONDS, rules: broken })).length > 0) return one;
  }
  return null;
}

describe('gateways in a world that delays, drops, reorders, cuts off, crashes and suspends', () => {
  it(`hand no call over later than 5 s after an engage, and none by an epoch that had ended before (seeds from ${seed}) [AEGIS-03, AEGIS-04]`, () => {
    let handedOver = 0;
    let calls = 0;
    for (let one = seed; one < seed + SCHEDULES; one += 1) {
      const history = play(one, { trouble: (one % 10) / 9, seconds: SECONDS, rules });
      expect(violations(history), `seed ${one}`).toEqual([]);
      for (const reported of history.reported) {
        expect(reported, `seed ${one}: an epoch that was reported never goes back`).toEqual(
          reported.toSorted((a, b) => a - b),
        );
      }
      handedOver += history.handedOver.length;
      calls += history.calls;
    }
    // A gateway that refuses everything would also be safe.
    expect(handedOver).toBeGreaterThan(calls / 10);
  });

  it('would hand calls over too late with a lease of 10 s', () => {
    expect(firstViolation({ ...rules, leaseMs: 10_000 }, 200)).not.toBeNull();
  });

  it('would hand calls over too late if nobody compared the clocks', () => {
    expect(firstViolation({ ...rules, suspensionMs: Infinity }, 200)).not.toBeNull();
  });
});

describe('gateways in a calm world', () => {
  it('hand over every call that comes while the switch is disengaged, but for the first moments of each state', () => {
    const history: History = play(seed, { trouble: 0, seconds: 60, rules });
    const settled = history.commits.filter(({ engaged }) => !engaged);
    expect(settled.length).toBeGreaterThan(3);
    for (const { at, epoch } of history.commits) {
      const ends = history.commits.find((next) => next.epoch === epoch + 1)?.at ?? 60_000;
      const within = history.handedOver.filter((call) => call.at > at + 200 && call.at < ends);
      const engaged = history.commits.find((one) => one.epoch === epoch)?.engaged;
      if (engaged) expect(within).toEqual([]);
      else if (ends - at > 1_000) expect(within.length).toBeGreaterThan((ends - at - 200) / 100);
    }
  });
});
