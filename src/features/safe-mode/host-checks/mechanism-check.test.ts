import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KillMechanism } from '../../../api/guardian/guardian-schemas';
import { countIndependent, intervalOf, isTooSlow, lookOf } from './mechanism-check';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const mechanism = (code: string, over: Partial<KillMechanism> = {}): KillMechanism => ({
  code,
  available: true,
  location: `where ${code} is`,
  last_checked_at: ago(1),
  ...over,
});

describe('the last check of a mechanism', () => {
  test.each([
    ['kill_file', 5, 'fresh'],
    ['kill_file', 17, 'fresh'],
    ['kill_file', 18, 'stale'],
    ['registry', 90, 'fresh'],
    ['registry', 93, 'stale'],
    ['startup_flag', 1_000_000, 'none'],
  ])('of %s %i s ago is %s', (code, seconds, kind) => {
    expect(lookOf(mechanism(code, { last_checked_at: ago(seconds) }), NOW).kind).toBe(kind);
  });

  test('is compared with the reported interval', () => {
    const slow = mechanism('kill_file', { poll_interval_seconds: 60, last_checked_at: ago(100) });
    expect(lookOf(slow, NOW).kind).toBe('fresh');
    expect(isTooSlow(slow)).toBe(true);
    expect(isTooSlow(mechanism('kill_file', { poll_interval_seconds: 5 }))).toBe(false);
    expect(intervalOf(mechanism('registry', { poll_interval_seconds: -1 }))).toBe(30);
  });

  test.each([
    ['without the server’s time', ago(1), null],
    ['without a time', null, NOW],
    ['with a time that has no zone', '2026-11-21T08:00:00', NOW],
    ['in the future', ago(-60), NOW],
  ])('with %s is unknown', (_, last_checked_at, serverTime) => {
    expect(lookOf(mechanism('kill_file', { last_checked_at }), serverTime)).toEqual({ kind: 'unknown' });
  });
});

describe('independent mechanisms', () => {
  test.each([
    [
      'are three when all are in order',
      [mechanism('startup_flag'), mechanism('kill_file'), mechanism('registry')],
      3,
    ],
    ['are zero for an empty list', [], 0],
    [
      'count one that is reported twice once',
      [mechanism('kill_file'), mechanism('kill_file', { location: 'elsewhere' })],
      1,
    ],
    [
      'do not count one that is reported both ways',
      [mechanism('kill_file'), mechanism('kill_file', { available: false })],
      0,
    ],
    [
      'count two at one location once',
      [mechanism('kill_file', { location: 'X' }), mechanism('registry', { location: 'x ' })],
      1,
    ],
    [
      'do not count one that was not checked in time',
      [mechanism('kill_file', { last_checked_at: ago(600) }), mechanism('registry')],
      1,
    ],
    [
      'do not count one that is unavailable',
      [mechanism('kill_file', { available: false }), mechanism('registry')],
      1,
    ],
    ['do not count unknown ones', [mechanism('__proto__'), mechanism('laser'), mechanism('registry')], 1],
  ])('%s', (_, reported, count) => expect(countIndependent(reported, NOW)).toBe(count));

  test('are unknown when none are reported', () => {
    expect(countIndependent(null, NOW)).toBeNull();
    expect(countIndependent(undefined, NOW)).toBeNull();
  });

  test('never become more by a mechanism that is not available', () => {
    const reported = fc.array(
      fc.record({
        code: fc.constantFrom('startup_flag', 'kill_file', 'registry', 'x'),
        available: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(reported, (list) => {
        const more = countIndependent([...list, { code: 'registry', available: false }], null) ?? 0;
        expect(more).toBeLessThanOrEqual(countIndependent(list, null) ?? 0);
      }),
    );
  });
});
