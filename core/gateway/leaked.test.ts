// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAllowedCalls, type AllowedCall } from './leaked';

const call = (at: number, tenantId = 'a'): AllowedCall => {
  return { at, tenantId, epoch: 1, requestId: `r${at}`, agent: 'agent', tool: 'tool' };
};

describe('the calls that were allowed lately', () => {
  it('are told from the earliest moment at which the engage may have been made', () => {
    const calls = createAllowedCalls();
    calls.answered(100, 1_000_000);
    for (const at of [120, 149, 150, 160]) calls.keep(call(at));
    calls.answered(200, 1_000_120);
    const { items, complete } = calls.since('a', 1_000_050);
    expect(items.map(({ at, allowedAt }) => [at, allowedAt])).toEqual([
      [150, 1_000_050],
      [160, 1_000_060],
    ]);
    expect(complete).toBe(true);
  });

  it('are placed by the last answer before the engage, also when a later answer did not show it yet', () => {
    const calls = createAllowedCalls();
    calls.answered(0, 1_000);
    calls.answered(500, 1_600);
    calls.keep(call(90));
    calls.keep(call(110));
    expect(calls.since('a', 1_100).items.map(({ at }) => at)).toEqual([110]);
  });

  it('of another tenant are not told', () => {
    const calls = createAllowedCalls();
    calls.answered(0, 0);
    calls.keep(call(10, 'b'));
    expect(calls.since('a', 5).items).toEqual([]);
  });

  it('are 1,000 at most; more are not complete', () => {
    const calls = createAllowedCalls();
    calls.answered(0, 0);
    for (let at = 1; at <= 1_000; at += 1) calls.keep(call(at));
    expect(calls.since('a', 0).complete).toBe(true);
    calls.keep(call(1_001));
    expect(calls.since('a', 0)).toMatchObject({ items: { length: 1_000 }, complete: false });
  });

  it('are kept for 6 s, up to 20,000 of them; what was forgotten is not complete', () => {
    const old = createAllowedCalls();
    old.answered(0, 0);
    for (const at of [1, 6_001]) old.keep(call(at));
    expect(old.since('a', 0).complete).toBe(true);
    old.keep(call(6_002));
    expect(old.since('a', 0)).toMatchObject({ items: { length: 2 }, complete: false });
    expect(old.since('a', 2).complete).toBe(true);

    const many = createAllowedCalls();
    many.answered(0, 0);
    for (let at = 0; at < 20_001; at += 1) many.keep(call(at / 10));
    expect(many.since('a', 0.1).complete).toBe(false);
    expect(many.since('a', 1_950)).toMatchObject({ items: { length: 501 }, complete: true });
  });

  it('are kept while no new ones come, so that a gateway that was cut off tells them later', () => {
    const calls = createAllowedCalls();
    calls.answered(0, 0);
    calls.keep(call(2_000));
    calls.answered(60_000, 60_000);
    expect(calls.since('a', 1_500)).toMatchObject({ items: [{ at: 2_000 }], complete: true });
  });

  it('miss no call after the engage, however long the answer before it took', () => {
    const times = fc.record({ took: fc.nat(800), read: fc.nat(800), engaged: fc.nat(3_000) });
    fc.assert(
      fc.property(times, fc.array(fc.nat(5_000)), ({ took, read, engaged }, at) => {
        const offset = 7_000;
        const readAt = Math.min(read, took);
        const engagedAt = readAt + engaged;
        const calls = createAllowedCalls();
        calls.answered(0, readAt + offset);
        for (const one of at.toSorted((a, b) => a - b)) calls.keep(call(one));
        const { items, complete } = calls.since('a', engagedAt + offset);
        const after = at.filter((one) => one >= engagedAt);
        expect(complete).toBe(true);
        expect(items.filter((one) => one.at >= engagedAt)).toHaveLength(after.length);
      }),
    );
  });
});
