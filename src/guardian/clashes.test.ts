import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { answerOf } from '../testing/answers';
import { consistentStatus } from '../testing/find-guardian';
import { clashesOf, type Clash } from './clashes';
import { toldMode } from './mode';

/** A moment after all times in the consistent status. */
const NOW = Date.parse('2026-11-21T09:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();
const kinds = (status: GuardianStatus, now: number | null = NOW) =>
  clashesOf(status, now).map(({ kind }) => kind);
const normal = (over: Partial<GuardianStatus>) => ({ ...consistentStatus('NORMAL'), ...over });
const safe = (over: Partial<GuardianStatus>) => ({ ...consistentStatus('SAFE'), ...over });
const told = (status: GuardianStatus) =>
  toldMode({
    kind: 'confirmed',
    answer: { ...answerOf(status, { wall: 0, mono: 0 }), serverTime: NOW },
    ageMs: 0,
  });
const conditions = consistentStatus('NORMAL').entry_conditions ?? [];
const mechanisms = consistentStatus('NORMAL').kill_mechanisms ?? [];
const all = (state: string) =>
  (consistentStatus('NORMAL').capabilities ?? []).map((item) => ({ ...item, state }));
const exit = (timestamp: string) => ({ timestamp });

test('a consistent status has no clash, in any mode, and its mode is shown', () => {
  for (const mode of ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'] as const) {
    expect(kinds(consistentStatus(mode))).toEqual([]);
    expect(told(consistentStatus(mode))).toBe(mode);
  }
});

test.each<[string, Partial<GuardianStatus>, Clash['kind'][]]>([
  ['Core is blocked', { core_state: 'blocked' }, ['normal-core']],
  ['Core is stopped', { core_state: ' STOPPED ' }, ['normal-core']],
  ['the profile is that of Safe Mode', { profile: 'PROFILE-SAFE' }, ['normal-profile']],
  ['all capabilities are disabled', { capabilities: all('disabled') }, ['normal-capabilities']],
  [
    'one capability is forced to Safe Mode',
    { capabilities: [{ code: 'autonomy', state: 'forced_safe' }] },
    ['normal-capability'],
  ],
  ['there are −3 children', { child_processes: -3 }, ['children']],
  ['there are 1.5 children', { child_processes: 1.5 }, ['children']],
  ['there are 1e300 children', { child_processes: 1e300 }, ['children']],
  ['there are Infinity children', { child_processes: Infinity }, ['children']],
  ['the policy is intact without a hash', { policy: { intact: true, hash: ' ' } }, ['policy-without-hash']],
  [
    'a condition is reported both ways',
    { entry_conditions: [...conditions, { code: 'registry', active: true }] },
    ['normal-condition', 'two-conditions'],
  ],
  [
    'a mechanism is reported both ways',
    { kill_mechanisms: [...mechanisms, { code: 'registry', available: false, triggered: false }] },
    ['two-mechanisms'],
  ],
  [
    'a capability is reported both ways',
    { capabilities: [...all('enabled'), { code: 'network', state: 'disabled' }] },
    ['two-capabilities'],
  ],
  [
    'a mechanism is checked every −5 s',
    { kill_mechanisms: [{ code: 'kill_file', available: true, poll_interval_seconds: -5 }] },
    ['interval'],
  ],
  [
    'a mechanism is checked every 0 s',
    { kill_mechanisms: [{ code: 'registry', available: true, poll_interval_seconds: 0 }] },
    ['interval'],
  ],
  [
    'a mechanism was last checked tomorrow',
    { kill_mechanisms: [{ code: 'kill_file', available: true, last_checked_at: at(86_400_000) }] },
    ['future'],
  ],
  ['it is NORMAL since tomorrow', { since: at(86_400_000) }, ['future']],
  ['the newest exit is newer than the mode', { last_exit: exit(at(-60_000)) }, ['exit-after-since']],
])('NORMAL is contradicted, and not shown as NORMAL, when %s', (_, over, expected) => {
  const status = normal(over);
  expect(kinds(status)).toEqual(expected);
  expect(told(status)).toBe('unknown');
});

describe('no clash is found in', () => {
  test.each<[string, GuardianStatus]>([
    ['SAFE without a reason', safe({ entry_conditions: conditions })],
    ['NORMAL when nothing else is reported', { mode: 'NORMAL', host: 'h' }],
    ['NORMAL with an empty list of capabilities', normal({ capabilities: [] })],
    [
      'shell and upgrades disabled by the profile',
      normal({
        capabilities: [
          { code: 'shell_execution', state: 'disabled' },
          { code: 'self_upgrade', state: 'disabled' },
        ],
      }),
    ],
    [
      'one capability of many enabled',
      normal({ capabilities: [...all('disabled').slice(1), { code: 'ai_planning', state: 'enabled' }] }),
    ],
    [
      'the profile of Safe Mode when the policy allows no other, as after a reset',
      normal({
        profile: 'PROFILE-SAFE',
        policy: { intact: true, hash: 'c0ffee', settings: { autonomy_ceiling: 'PROFILE-SAFE' } },
      }),
    ],
    ['no children at all', normal({ child_processes: 0 })],
    ['a policy without a reported hash', normal({ policy: { intact: true } })],
    [
      'the same entry twice',
      normal({
        entry_conditions: [...conditions, ...conditions],
        kill_mechanisms: [...mechanisms, ...mechanisms],
      }),
    ],
    [
      'a startup flag that is read once, every 0 s',
      normal({ kill_mechanisms: [{ code: 'startup_flag', available: true, poll_interval_seconds: 0 }] }),
    ],
    ['clocks that differ by minutes', normal({ since: at(240_000) })],
    ['a record signed while the mode changed', normal({ since: at(-60_000), last_exit: exit(at(-30_000)) })],
    ['an exit long before a later Safe Mode', safe({ since: at(-1_000), last_exit: exit(at(-900_000)) })],
    ['a time without a zone', normal({ since: '2030-01-01 00:00' })],
  ])('%s', (_, status) => expect(kinds(status)).toEqual([]));

  test('a time in the future when the server does not report its own time', () => {
    expect(kinds(normal({ since: at(86_400_000) }), null)).toEqual([]);
  });
});

test('a status of thousands of entries is checked quickly', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    code: `c${index % 2 ? index : 0}`,
    active: index % 3 === 0,
  }));
  const before = performance.now();
  clashesOf(
    {
      mode: 'SAFE',
      host: 'h',
      entry_conditions: many,
      kill_mechanisms: many.map(({ code }) => ({ code, available: true, triggered: true })),
    },
    NOW,
  );
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('a restricted host is never shown as NORMAL', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('SAFE' as const, 'OPERATOR_OVERRIDE' as const),
      fc.double(),
      (mode, count) => {
        fc.pre(!Number.isNaN(count));
        expect(told({ ...consistentStatus(mode), child_processes: count })).toBe(mode);
      },
    ),
  );
});
