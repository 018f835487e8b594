import { describe, expect, test } from 'vitest';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { consistentStatus } from '../testing/consistent-status';
import { clashesOf, type Clash } from './clashes';

/** A moment after everything that the consistent status tells of. */
const NOW = Date.parse('2026-11-21T09:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();
const clashes = (status: GuardianStatus) => clashesOf(status, NOW);
const normal = (over: Partial<GuardianStatus>) => ({ ...consistentStatus('NORMAL'), ...over });
const safe = (over: Partial<GuardianStatus>) => ({ ...consistentStatus('SAFE'), ...over });
const conditions = (status: GuardianStatus) => status.entry_conditions ?? [];
const mechanism = (over: Partial<NonNullable<GuardianStatus['kill_mechanisms']>[number]>) => ({
  kill_mechanisms: [{ code: 'kill_file', available: true, ...over }],
});
const DAY = 86_400_000;

describe('what is told of a clash', () => {
  test.each<[string, GuardianStatus, Clash[]]>([
    [
      'the active condition',
      normal({ entry_conditions: [{ code: 'registry', active: true }] }),
      [{ kind: 'normal-condition', code: 'registry' }],
    ],
    [
      'the triggered mechanism',
      normal({ ...mechanism({ triggered: true }), entry_conditions: null }),
      [{ kind: 'normal-triggered', code: 'kill_file' }],
    ],
    ['the policy', normal({ policy: { intact: false }, entry_conditions: [] }), [{ kind: 'normal-policy' }]],
    [
      'the state of Core, as it came',
      normal({ core_state: ' Blocked' }),
      [{ kind: 'normal-core', state: ' Blocked' }],
    ],
    [
      'the capability of Safe Mode',
      normal({ capabilities: [{ code: 'ui', state: 'diagnostic_only' }] }),
      [{ kind: 'normal-capability', code: 'ui', state: 'diagnostic_only' }, { kind: 'normal-capabilities' }],
    ],
    [
      'the profile, with blanks around it',
      normal({ profile: ' PROFILE-SAFE ', policy: null }),
      [{ kind: 'normal-profile' }],
    ],
    [
      'the profile, where the policy tells no settings',
      normal({ profile: 'PROFILE-SAFE', policy: { intact: true } }),
      [{ kind: 'normal-profile' }],
    ],
    [
      'a mechanism that was triggered, and whose condition is not active',
      safe({ entry_conditions: [{ code: 'kill_file', active: false }], ...mechanism({ triggered: true }) }),
      [{ kind: 'triggered-inactive', code: 'kill_file' }],
    ],
    [
      'a policy that is not intact, and whose condition is not active',
      safe({ policy: { intact: false }, entry_conditions: [{ code: 'policy_corruption', active: false }] }),
      [{ kind: 'policy-inactive' }],
    ],
    [
      'the entries that say two things of one code',
      safe({
        entry_conditions: [...conditions(consistentStatus('SAFE')), { code: 'crash_loop', active: false }],
      }),
      [{ kind: 'two-conditions', code: 'crash_loop' }],
    ],
    ['the number of children', safe({ child_processes: -3 }), [{ kind: 'children', count: -3 }]],
    [
      'the interval',
      safe(mechanism({ poll_interval_seconds: Infinity })),
      [{ kind: 'interval', code: 'kill_file', seconds: Infinity }],
    ],
    [
      'how far the mode lies in the future',
      safe({ since: at(DAY) }),
      [{ kind: 'future', time: { of: 'since' }, ms: DAY }],
    ],
    [
      'how far the newest exit lies in the future',
      safe({ since: null, last_exit: { timestamp: at(DAY) } }),
      [{ kind: 'future', time: { of: 'last_exit' }, ms: DAY }],
    ],
    [
      'the active condition that lies in the future',
      safe({ entry_conditions: [{ code: 'crash_loop', active: true, since: at(DAY) }] }),
      [{ kind: 'future', time: { of: 'condition', code: 'crash_loop' }, ms: DAY }],
    ],
    [
      'the mechanism that was looked at in the future',
      safe(mechanism({ last_checked_at: at(DAY) })),
      [{ kind: 'future', time: { of: 'mechanism', code: 'kill_file' }, ms: DAY }],
    ],
    [
      'an exit that is newer than the mode',
      safe({ since: at(-DAY), last_exit: { timestamp: at(-DAY + 60_001) } }),
      [{ kind: 'exit-after-since' }],
    ],
  ])('is %s', (_, status, told) => expect(clashes(status)).toEqual(told));
});

describe('none is told', () => {
  test.each<[string, GuardianStatus]>([
    ['of as many processes as a host can have', safe({ child_processes: 4_194_304 })],
    ['of a time that two clocks may differ by', safe({ since: at(300_000) })],
    [
      'of an exit signed a minute after the mode',
      safe({ since: at(-DAY), last_exit: { timestamp: at(-DAY + 60_000) } }),
    ],
    [
      'of an inactive condition with a time',
      safe({ entry_conditions: [{ code: 'x', active: false, since: at(DAY) }] }),
    ],
    [
      'of a mechanism whose condition is active',
      safe({ entry_conditions: [{ code: 'kill_file', active: true }], ...mechanism({ triggered: true }) }),
    ],
    ['of a mechanism without a condition', safe({ entry_conditions: [], ...mechanism({ triggered: true }) })],
    ['of an interval of a part of a second', safe(mechanism({ poll_interval_seconds: 0.5 }))],
    ['of a policy with a hash, or of which nothing is told', safe({ policy: { intact: true, hash: null } })],
    [
      'of a policy that lost its hash and is not intact',
      safe({ policy: { intact: false, hash: '' }, entry_conditions: null }),
    ],
    ['of a Core that is neither blocked nor stopped', normal({ core_state: 'unblocked' })],
    ['of a Core of which more is said', normal({ core_state: 'stopped twice, running' })],
    ['of a Core of which nothing is said', normal({ core_state: null })],
    ['of a profile of another name', normal({ profile: 'PROFILE-STANDARD', policy: null })],
    [
      'of capabilities that may all be disabled',
      normal({ capabilities: [{ code: 'shell_execution', state: 'disabled' }] }),
    ],
    [
      'of a mechanism told twice, once without whether it was triggered',
      safe({
        kill_mechanisms: [
          { code: 'x', available: true },
          { code: 'x', available: true, triggered: null },
        ],
      }),
    ],
  ])('%s', (_, status) => expect(clashes(status)).toEqual([]));

  test('of restrictions outside of NORMAL', () => {
    for (const mode of ['SAFE', 'OPERATOR_OVERRIDE'] as const)
      expect(clashes({ ...consistentStatus(mode), core_state: 'blocked', profile: 'PROFILE-SAFE' })).toEqual(
        [],
      );
  });
});

test.each([
  [4_194_305, 'children'],
  [0.5, 'children'],
])('%d child processes cannot be', (count, kind) => {
  expect(clashes(safe({ child_processes: count }))).toMatchObject([{ kind }]);
});

test('a startup flag is never looked at every −1 s, and a mode lies in the future from 5 min on', () => {
  const flag = { kill_mechanisms: [{ code: 'startup_flag', available: true, poll_interval_seconds: -1 }] };
  expect(clashes(safe(flag))).toMatchObject([{ kind: 'interval', code: 'startup_flag', seconds: -1 }]);
  expect(clashes(safe({ since: at(300_001) }))).toMatchObject([{ kind: 'future', ms: 300_001 }]);
});
