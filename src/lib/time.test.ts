import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatUtc, parseTimestamp } from './time';

describe('parseTimestamp', () => {
  it.each([
    '2026-11-21T08:22:37.130970Z',
    '2026-11-21T08:22:37Z',
    '2026-11-21T09:22:37+01:00',
    '2026-11-21T08:22Z',
  ])('reads %s', (text) => expect(parseTimestamp(text)).not.toBeNull());

  it.each([
    '2026-11-21T08:22:37',
    '2026-11-21',
    '21.11.2026 08:22',
    '2026-13-01T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '',
    '0',
  ])('takes %j for no time at all', (text) => expect(parseTimestamp(text)).toBeNull());

  it.each([null, undefined, 0, {}, []])('takes %j for no time at all', (value) =>
    expect(parseTimestamp(value)).toBeNull(),
  );

  it('reads back every moment that a server writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseTimestamp(value)));
  });
});

describe('formatDuration', () => {
  it.each([
    [-5_000, '0 s'],
    [0, '0 s'],
    [4_999, '4 s'],
    [72_000, '72 s'],
    [12 * 60_000 + 59_000, '12 min'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
    [3 * 3_600_000, '3 h'],
    [52 * 3_600_000, '2 d 4 h'],
  ])('%i ms is %s', (ms, words) => expect(formatDuration(ms)).toBe(words));
});

it('formatUtc names its zone', () => {
  expect(formatUtc(Date.UTC(2026, 10, 21, 8, 22, 37))).toBe('2026-11-21 08:22:37 UTC');
});
