import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { dateProblems } from './dates';
import { applyFilter, noFilter } from './filter';
import { pairIncidents } from '../answer/incidents';

describe('dates', () => {
  const at = (id: string, action: 'engaged' | 'disengaged', timestamp: string | null) =>
    toggleRow({ id, action: `kill_switch_${action}`, timestamp });
  const found = (history: ReturnType<typeof at>[], from: string, to: string, now = '2026-11-26T12:00:00Z') =>
    applyFilter(history, { ...noFilter, from, to }, pairIncidents(history), Date.parse(now)).map(
      ({ id }) => id,
    );

  const longOne = [
    at('5', 'engaged', '2026-11-25T10:00:00Z'),
    at('4', 'disengaged', '2026-11-24T00:00:00Z'),
    at('3', 'engaged', '2026-11-22T09:00:00Z'),
    at('2', 'engaged', '2026-11-20T08:00:00Z'),
    at('1', 'disengaged', '2026-11-02T08:00:00Z'),
    at('0', 'engaged', '2026-11-02T07:00:00Z'),
  ];
  it.each([
    ['a day in the middle of an incident', '2026-11-21', '2026-11-21', ['4', '3', '2']],
    ['the day on which it began', '2026-11-20', '2026-11-20', ['4', '3', '2']],
    ['the day that begins at its end', '2026-11-24', '2026-11-24', ['4', '3', '2']],
    ['a day between incidents', '2026-11-19', '2026-11-19', []],
    ['a day of an incident that is still open', '2026-11-26', '2026-11-26', ['5']],
    ['a day in the future', '2026-11-27', '2026-11-27', []],
    ['everything from a day on', '2026-11-25', '', ['5']],
    ['everything until a day', '', '2026-11-20', ['4', '3', '2', '1', '0']],
  ])('find every row of the incidents that overlap them: %s', (_what, from, to, expected) => {
    expect(found(longOne, from, to)).toEqual(expected);
  });

  it('and ranges find every row of the incidents that overlap them', () => {
    const now = Date.parse('2026-11-26T12:00:00Z');
    const last = (range: '24h' | '7d' | '90d') =>
      applyFilter(longOne, { ...noFilter, range }, pairIncidents(longOne), now).map(({ id }) => id);
    expect(last('24h')).toEqual(['5']);
    expect(last('7d')).toEqual(['5', '4', '3', '2']);
    expect(last('90d')).toHaveLength(6);
  });

  it('find an open incident by the server’s clock, even if it began in the future of that clock', () => {
    const history = [at('1', 'engaged', '2026-11-27T10:00:00Z')];
    expect(found(history, '2026-11-27', '2026-11-27')).toEqual(['1']);
    expect(found(history, '2026-11-26', '2026-11-26')).toEqual([]);
  });

  it('find an incident wherever it may have been, when one of its times is missing', () => {
    const history = [
      at('5', 'engaged', '2026-11-25T10:00:00Z'),
      at('4', 'disengaged', null),
      at('3', 'engaged', '2026-11-20T08:00:00Z'),
      at('2', 'disengaged', '2026-11-10T08:00:00Z'),
      at('1', 'engaged', '2026-11-31T08:00:00Z'),
      at('0', 'disengaged', '2026-11-02T08:00:00Z'),
    ];
    expect(found(history, '2026-11-23', '2026-11-23')).toEqual(['4', '3']);
    expect(found(history, '2026-11-05', '2026-11-05')).toEqual(['2', '1']);
    expect(found(history, '2026-11-15', '2026-11-15')).toEqual([]);
    // A disengage without a known engage: the start of the engagement is not known.
    expect(found(history, '2026-10-01', '2026-10-01')).toEqual(['0']);
  });

  it('find the same moments of an incident as a check of every moment', () => {
    const day = (n: number) => new Date(Date.UTC(2026, 10, n + 1)).toISOString().slice(0, 10);
    // All of them before now: an incident of the future is the test above.
    const hours = fc.uniqueArray(fc.nat(24 * 20 - 1), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(hours, fc.nat(21), (marks, n) => {
        const times = marks.toSorted((a, b) => a - b).map((hour) => Date.UTC(2026, 10, 1, hour, 30));
        const history = times
          .map((time, turn) =>
            at(String(turn), turn % 2 === 0 ? 'engaged' : 'disengaged', new Date(time).toISOString()),
          )
          .toReversed();
        const now = Date.UTC(2026, 10, 21);
        const start = Date.UTC(2026, 10, n + 1);
        const engagedSometime = Array.from({ length: 24 * 60 }, (_, m) => start + m * 60_000).some(
          (moment) => moment <= now && times.filter((time) => time <= moment).length % 2 === 1,
        );
        const ids = found(history, day(n), day(n), new Date(now).toISOString());
        expect(ids.length > 0).toBe(engagedSometime);
      }),
    );
  });
});

describe('dates without a meaning', () => {
  it.each([
    [
      '12026-11-20',
      '',
      ['“12026-11-20” under From is not a date from the years 0001 to 9999. It is not applied.'],
    ],
    ['2026-02-29', 'x', ['“2026-02-29” under From', '“x” under To']],
    ['2026-11-21', '2026-11-20', ['From is after To: no day matches.']],
    ['2026-11-20', '2026-11-20', []],
    ['', '', []],
    ['', '2026-11-20', []],
  ])('are reported: from %s to %s', (from, to, words) => {
    const told = dateProblems({ from, to });
    expect(told).toHaveLength(words.length);
    for (const [place, text] of words.entries()) expect(told[place]).toContain(text);
  });
});
