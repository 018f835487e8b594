import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayTicksOf, ticksOf } from './ticks';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-21T08:22:37Z');
const iso = (ms: number) => new Date(ms).toISOString();

describe('the ticks of the timeline', () => {
  it('are 4 to 7 in order, at full hours or midnights in UTC', () => {
    const end = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') });
    const width = fc.oneof(
      fc.constantFrom(DAY, 7 * DAY, 90 * DAY),
      fc.nat(400 * DAY).map((n) => n + DAY),
      fc.maxSafeNat().map((n) => (n % (9_000 * 365 * DAY)) + DAY),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          end.map(Number),
          end.map((day) => Math.floor(Number(day) / DAY) * DAY),
        ),
        width,
        (at, length) => {
          const start = at - length;
          const ticks = ticksOf(start, at);
          expect(ticks.length).toBeGreaterThanOrEqual(4);
          expect(ticks.length).toBeLessThanOrEqual(7);
          expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
          expect(ticks.every((tick) => tick >= start && tick <= at && tick % HOUR === 0)).toBe(true);
          if (length > 3 * DAY) expect(ticks.filter((tick) => tick % (DAY / 2) !== 0)).toEqual([]);
          expect(dayTicksOf(start, at).every((tick) => tick % DAY === 0)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are at usual dates of the calendar', () => {
    const ticks = (hours: number) => ticksOf(now - hours * HOUR, now).map((tick) => iso(tick).slice(0, 16));
    expect(ticks(24).slice(0, 2)).toEqual(['2026-11-20T12:00', '2026-11-20T16:00']);
    expect(ticks(168).slice(0, 2)).toEqual(['2026-11-15T00:00', '2026-11-16T00:00']);
    expect(ticks(90 * 24).every((tick) => new Date(`${tick}Z`).getUTCDay() === 1)).toBe(true);
    expect(ticks(20_000).slice(0, 2)).toEqual(['2025-01-01T00:00', '2025-07-01T00:00']);
  });
});
