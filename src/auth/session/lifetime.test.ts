import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromKept, lifetimeOf, toKept } from './lifetime';

const now = { wall: 1_000_000, mono: 5_000 };
const MONTH = 30 * 86_400;

describe('lifetimeOf', () => {
  it.each([30, 900, 86_400, MONTH])('believes %d s', (seconds) =>
    expect(lifetimeOf(seconds, now)).toEqual({ since: now, ms: seconds * 1_000 }),
  );

  it.each([0, -0, -1, 0.5, 29.9, MONTH + 1, Infinity, -Infinity, NaN, 1e308])(
    'counts %d s as not reported',
    (seconds) => expect(lifetimeOf(seconds, now)).toBeNull(),
  );
});

describe('a kept lifetime', () => {
  it('continues with the time that is left', () => {
    const later = { wall: now.wall + 400_000, mono: 3 };
    expect(fromKept(toKept(lifetimeOf(900, now)), later)).toEqual({ since: later, ms: 500_000 });
    expect(toKept(null)).toBeNull();
    expect(fromKept(null, now)).toBeNull();
  });

  it.each([
    ['that is over', { endsAt: now.wall, ms: 900_000 }],
    [
      'with more time left than its length, because the clock was set back',
      { endsAt: now.wall + 900_001, ms: 900_000 },
    ],
    ['that is longer than a session', { endsAt: now.wall + 1_000, ms: 1e300 }],
    ['without a length', { endsAt: now.wall + 1_000, ms: 0 }],
    ['with a negative length', { endsAt: now.wall + 1_000, ms: -5 }],
    ['without an end', { endsAt: Infinity, ms: 900_000 }],
  ])('%s is not known', (_, kept) => expect(fromKept(kept, now)).toBeNull());

  it('never gives a session more time than it had, and always some', () => {
    const any = fc.double();
    fc.assert(
      fc.property(any, any, any, (endsAt, ms, wall) => {
        const left = fromKept({ endsAt, ms }, { wall, mono: 0 });
        if (left) expect(left.ms > 0 && left.ms <= ms && left.ms <= MONTH * 1_000).toBe(true);
      }),
    );
  });
});
