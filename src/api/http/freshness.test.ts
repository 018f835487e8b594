// @vitest-environment node
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ageOf, earlier, forgetClocks, lagOf } from './freshness';

const START = Date.parse('2026-11-26T09:00:00Z');
const headers = (date: number) => new Headers({ Date: new Date(date).toUTCString() });
const lag = (date: number, at: number, path = '/decision/x') => lagOf(path, headers(date), at);

afterEach(forgetClocks);

describe('the age of an answer', () => {
  it.each([
    ['0', 0],
    ['3600', 3_600_000],
    [' 60 ', 60_000],
    ['10, 3600', 3_600_000],
    ['-5', 0],
    ['1e3', 0],
    ['soon', 0],
    ['', 0],
  ])('for the Age %s is %i ms', (text, ms) => {
    expect(ageOf(new Headers({ Age: text }))).toBe(ms);
  });

  it('is 0 without the header', () => {
    expect(ageOf(new Headers())).toBe(0);
  });
});

describe('the lag of an answer', () => {
  it('is zero as long as the server’s clock runs together with ours, whatever time it shows', () => {
    for (const ahead of [0, -86_400_000, 86_400_000]) {
      forgetClocks();
      for (let at = 0; at < 600_000; at += 30_000) expect(lag(START + ahead + at, at)).toBe(0);
    }
  });

  it('is the time for which the Date has stood still', () => {
    expect(lag(START, 0)).toBe(0);
    expect(lag(START, 120_000)).toBeCloseTo(120_000, -3);
    expect(lag(START + 150_000, 150_000)).toBe(0);
  });

  it('counts from 3 s on: less is what whole seconds and two clocks may differ by', () => {
    expect(lag(START, 0)).toBe(0);
    expect(lag(START, 2_999)).toBe(0);
    expect(lag(START, 3_000)).toBe(3_000);
  });

  it('is none for nodes whose clocks differ by two seconds, however they alternate', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1_000, 2_000), { minLength: 1, maxLength: 50 }), (nodes) => {
        forgetClocks();
        for (const [turn, ahead] of nodes.entries())
          expect(lag(START + ahead + turn * 30_000, turn * 30_000)).toBe(0);
      }),
    );
  });

  it('has one clock for everything behind the gateway, and others for the Guardian and the host', () => {
    expect(lag(START + 600_000, 0, '/audit/logs?limit=20')).toBe(0);
    expect(lag(START, 1, '/guardian/status')).toBe(0);
    expect(lag(START, 2, '/control/api/status')).toBe(0);
    expect(lag(START, 3, '/decision/x')).toBeGreaterThan(500_000);
    expect(lag(START, 4, '/auth/me')).toBeGreaterThan(500_000);
    expect(lag(START - 60_000, 5, '/guardian?since=1')).toBeGreaterThan(50_000);
  });

  it('of a clock that was set back, or was never ahead, ends after the clock has run for a minute', () => {
    const late = START - 3_600_000;
    expect(lag(START, 0)).toBe(0);
    for (let at = 5_000; at < 65_000; at += 5_000) expect(lag(late + at, at)).toBeGreaterThan(3_500_000);
    expect(lag(late + 65_000, 65_000)).toBe(0);
    expect(lag(late + 70_000, 70_000)).toBe(0);
  });

  it('ends no sooner than after a whole minute', () => {
    const late = START - 3_600_000;
    expect(lag(START, 0)).toBe(0);
    expect(lag(late + 5_000, 5_000)).toBe(3_600_000);
    expect(lag(late + 65_000, 64_999)).toBeGreaterThan(3_500_000);
    expect(lag(late + 65_000, 65_000)).toBe(0);
  });

  it.each([
    [2_999, 65_001, 68_000, true],
    [3_000, 65_000, 68_000, false],
    [-2_999, 65_999, 63_000, true],
    [-3_000, 65_000, 62_000, false],
  ])(
    'of a clock that went on with ours but for %i ms ends after the minute only where that is less than 3 s',
    (_, at, date, goes) => {
      const late = START - 3_600_000;
      expect(lag(START, 0)).toBe(0);
      expect(lag(late + 5_000, 5_000)).toBe(3_600_000);
      expect(lag(late + date, at) === 0).toBe(goes);
    },
  );

  // `performance` runs on in a sleep on some systems, and stands still on others.
  it.each([
    ['ran on', 600_000],
    ['stood still', 0],
  ])('is none after a sleep in which our clock %s, whenever an answer from before it arrives', (_, ran) => {
    for (const order of ['old first', 'new first']) {
      forgetClocks();
      expect(lag(START, 0)).toBe(0);
      const woke = 20_000 + ran;
      const old = () => lag(START + 19_000, woke + 100);
      if (order === 'old first') expect(old()).toBeGreaterThanOrEqual(ran);
      expect(lag(START + 620_000, woke + 200)).toBe(0);
      // No matter whether the clock stood still: an answer from before the sleep is as old as the sleep by now.
      if (order === 'new first') expect(old()).toBeGreaterThanOrEqual(600_000);
      for (let at = 500; at < 120_000; at += 5_000) expect(lag(START + 620_000 + at, woke + at)).toBe(0);
    }
  });

  it('of a Date that stands still never ends, however long', () => {
    expect(lag(START, 0)).toBe(0);
    for (let at = 5_000; at < 900_000; at += 5_000) expect(lag(START, at)).toBeGreaterThanOrEqual(at - 1_000);
  });

  it('stays zero for days, though no two clocks are equally fast', () => {
    // 100 millionths: 8.6 s a day.
    for (let at = 0; at < 5 * 86_400_000; at += 3_600_000) expect(lag(START + at * 0.9999, at)).toBe(0);
  });

  it('is zero without a Date, and for the first answer', () => {
    expect(lagOf('/decision/x', new Headers(), 5)).toBe(0);
    expect(lagOf('/decision/x', new Headers({ Date: 'yesterday' }), 5)).toBe(0);
    expect(lag(START, 5)).toBe(0);
    expect(lagOf('/decision/x', new Headers(), 10)).toBe(0);
    expect(lag(START - 60_000, 10)).toBeGreaterThan(59_000);
  });

  it('never makes an answer younger', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(10 ** 9), fc.nat(10 ** 9))), (answers) => {
        forgetClocks();
        for (const [date, at] of answers) expect(lag(START + date, at)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it('an answer that is older by some time was asked for so much earlier on both clocks', () => {
  expect(earlier({ wall: 1_000_000, mono: 5_000 }, 1_500)).toEqual({ wall: 998_500, mono: 3_500 });
});
