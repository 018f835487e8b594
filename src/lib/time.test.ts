import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatLocal, formatUtc, isImpossibleDay, parseTimestamp } from './time';

describe('parseTimestamp', () => {
  it.each([
    '2026-11-21T08:22:37.130970Z',
    '2026-11-21T08:22:37Z',
    '2026-11-21T09:22:37+01:00',
    '2026-11-21T08:22Z',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '2026-11-21t08:22:37z',
  ])('reads %s', (text) => expect(parseTimestamp(text)).not.toBeNull());

  it.each([
    '2026-11-21T08:22:37',
    '2026-11-21',
    '21.11.2026 08:22',
    '2026-13-01T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T08:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-11-21T08:22:37+25:99',
    '2026-11-21T08:22:37+24:00',
    '2026-11-21T08:22:37+01:60',
    '2026-11-21T08:22:37+1',
    '2026-11-21 08:22:37',
    '2026-11-21 08:22:37+00:00:00',
    '2026-11-21  08:22:37Z',
    ' 2026-11-21T08:22:37Z',
    '12026-11-21T08:22:37Z',
    '2026-11-21T08:22:37.1234567890Z',
    '',
    '0',
  ])('does not accept the text %j', (text) => expect(parseTimestamp(text)).toBeNull());

  it.each([null, undefined, 0, {}, []])('does not accept the value %j', (value) =>
    expect(parseTimestamp(value)).toBeNull(),
  );

  it.each([
    ['2026-11-20 10:00:00+00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20 10:00:00.123456+00', '2026-11-20T10:00:00.123Z'],
    ['2026-11-20 10:00:00-03', '2026-11-20T13:00:00.000Z'],
    ['2026-11-20 10:00:00+05:30', '2026-11-20T04:30:00.000Z'],
    ['2026-11-20T10:00:00+0530', '2026-11-20T04:30:00.000Z'],
    ['2026-11-20T10:00:00.5-00:30', '2026-11-20T10:30:00.500Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (text, utc) => expect(new Date(parseTimestamp(text) ?? NaN).toISOString()).toBe(utc));

  it.each([
    '2026-02-30T10:00:00Z',
    '2026-02-29T10:00:00Z',
    '1900-02-29T10:00:00Z',
    '2026-04-31T00:00:00+02:00',
    '2026-11-00T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01 00:00:00+00',
  ])('refuses %s as a day that does not exist, and never reads it as one of the next month', (text) => {
    expect(parseTimestamp(text)).toBeNull();
    expect(isImpossibleDay(text)).toBe(true);
  });

  it('distinguishes a day that does not exist from a text that is no time with a zone', () => {
    for (const text of ['2026-02-28T10:00:00Z', '2026-02-30T10:00:00', '2026-02-30', 'yesterday', ''])
      expect(isImpossibleDay(text)).toBe(false);
  });

  it('reads every day of the calendar, and no other day', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
        const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const daysOfMonth = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28];
        daysOfMonth.push(31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
        const exists = day >= 1 && day <= (daysOfMonth[month - 1] ?? 0);
        const ms = parseTimestamp(`${date}T23:59:59Z`);
        expect(ms !== null).toBe(exists);
        if (ms !== null) expect(new Date(ms).toISOString()).toBe(`${date}T23:59:59.000Z`);
      }),
    );
  });

  it('reads every moment that a server writes', () => {
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
    [119_999, '119 s'],
    [120_000, '2 min'],
    [12 * 60_000 + 59_000, '12 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
    [86_399_999, '23 h 59 min'],
    [86_400_000, '1 d'],
    [3 * 3_600_000, '3 h'],
    [52 * 3_600_000, '2 d 4 h'],
  ])('writes %i ms as %s', (ms, words) => expect(formatDuration(ms)).toBe(words));
});

it('formatUtc names its zone', () => {
  expect(formatUtc(Date.UTC(2026, 10, 21, 8, 22, 37))).toBe('2026-11-21 08:22:37 UTC');
  expect(formatUtc(Date.UTC(12026, 10, 21, 8, 22, 37, 5))).toBe('+012026-11-21 08:22:37 UTC');
});

it('formatLocal names day, time to the second and zone, and midnight is 00', () => {
  const words = formatLocal(Date.UTC(2026, 10, 21, 0, 5, 7));
  expect(words).toMatch(/\b21\b.*\b2026\b.*\b00.05.07\b.*UTC|\b2026\b.*\b21\b.*\b00.05.07\b.*UTC/);
});
