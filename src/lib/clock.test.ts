import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clockWentBack, elapsedMs, readClock } from './clock';

const at = (wall: number, mono: number) => ({ wall, mono });

afterEach(() => vi.useRealTimers());

it('readClock reads both clocks of the device', () => {
  vi.useFakeTimers({ now: 5_000_000 });
  const { mono } = readClock();
  vi.advanceTimersByTime(250);
  expect(readClock()).toEqual({ wall: 5_000_250, mono: mono + 250 });
});

describe('elapsedMs', () => {
  it('counts a sleep that only the wall clock saw', () => {
    expect(elapsedMs(at(0, 0), at(60_000, 5))).toBe(60_000);
  });

  it('continues to count when the wall clock is set back', () => {
    expect(elapsedMs(at(10_000_000, 0), at(0, 30_000))).toBe(30_000);
  });

  it('is never less than either clock says, and never negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.integer(), fc.nat(), (w1, m1, w2, m2) => {
        const ms = elapsedMs(at(w1, m1), at(w2, m2));
        expect(ms).toBeGreaterThanOrEqual(Math.max(0, w2 - w1, m2 - m1));
      }),
    );
  });
});

describe('clockWentBack', () => {
  it('notices a clock that was set back', () => {
    expect(clockWentBack(at(3_600_000, 0), at(0, 1_000))).toBe(true);
  });

  it('ignores an adjustment of up to two seconds', () => {
    expect(clockWentBack(at(0, 0), at(-1_000, 1_000))).toBe(false);
    expect(clockWentBack(at(0, 0), at(-1_001, 1_000))).toBe(true);
  });

  it('ignores a clock that runs, sleeps or drifts', () => {
    expect(clockWentBack(at(0, 0), at(1_000, 1_000))).toBe(false);
    expect(clockWentBack(at(0, 0), at(90_000, 1_000))).toBe(false);
    expect(clockWentBack(at(0, 0), at(999, 1_000))).toBe(false);
  });
});
