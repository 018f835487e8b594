import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { toldMode } from '../../../guardian/mode';
import { answerOf } from '../../../testing/answers';
import { contradictions } from './contradictions';
import { allowedInSafeMode, capabilityRules, conditionNames, mechanisms } from '../known-codes';

const anyCode = fc.oneof(
  fc.constantFrom(
    ...Object.keys({ ...conditionNames, ...mechanisms, ...capabilityRules }),
    '__proto__',
    'constructor',
    'toString',
    '',
  ),
  fc.string(),
);
const anyMode = fc.constantFrom<GuardianMode>('NORMAL', 'SAFE', 'OPERATOR_OVERRIDE');
const restricted = fc.constantFrom<GuardianMode>('SAFE', 'OPERATOR_OVERRIDE');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyStatus: fc.Arbitrary<GuardianStatus> = fc.record({
  mode: anyMode,
  host: fc.string(),
  core_state: maybe(fc.oneof(fc.constantFrom('running', 'stopped', 'blocked'), fc.string())),
  profile: maybe(fc.oneof(fc.constant('PROFILE-SAFE'), fc.string())),
  entry_conditions: maybe(fc.array(fc.record({ code: anyCode, active: fc.boolean() }))),
  kill_mechanisms: maybe(
    fc.array(fc.record({ code: anyCode, available: fc.boolean(), triggered: maybe(fc.boolean()) })),
  ),
  capabilities: maybe(fc.array(fc.record({ code: anyCode, state: fc.string() }))),
  policy: maybe(fc.record({ intact: fc.boolean() })),
  child_processes: maybe(fc.double({ noNaN: true })),
});

/** Both sides as one text. */
const found = (status: GuardianStatus) => contradictions(status).map(({ says, but }) => `${says} ${but}`);
const bare = (mode: GuardianMode, over: Partial<GuardianStatus> = {}): GuardianStatus => ({
  mode,
  host: 'h',
  ...over,
});
const reversed = <T>(list: readonly T[] | null | undefined) => list?.toReversed() ?? null;

describe('contradictions', () => {
  test('are found in any status without an error, each once, and name both sides', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const all = contradictions(status);
        expect(new Set(found(status)).size).toBe(all.length);
        for (const { says, but } of all) expect([says === '', but === '']).toEqual([false, false]);
      }),
    );
  });

  test('of a NORMAL are found exactly when the mode is not shown as NORMAL', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const normal = { ...status, mode: 'NORMAL' as const };
        const answer = answerOf(normal, { wall: 0, mono: 0 });
        const told = toldMode({ kind: 'confirmed', answer, ageMs: 0 });
        expect(told).toBe(contradictions(normal).length > 0 ? 'unknown' : 'NORMAL');
      }),
    );
  });

  test('do not depend on the order of the reported entries', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const turned = {
          ...status,
          entry_conditions: reversed(status.entry_conditions),
          kill_mechanisms: reversed(status.kill_mechanisms),
          capabilities: reversed(status.capabilities),
        };
        expect(found(turned).length).toBe(found(status).length);
      }),
    );
  });

  test('are not found when only the mode is reported', () => {
    for (const mode of ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'] as const)
      expect(found(bare(mode))).toEqual([]);
  });

  test('include NORMAL with any active condition, and not NORMAL without one', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ code: anyCode, active: fc.boolean() })), (entry_conditions) => {
        const about = found(bare('NORMAL', { entry_conditions })).filter((text) =>
          text.startsWith('The mode is NORMAL. An entry condition is active'),
        );
        const active = new Set(entry_conditions.filter((item) => item.active).map(({ code }) => code));
        expect(about.length).toBe(active.size);
      }),
    );
  });

  test('include any child process while the mode is not NORMAL', () => {
    fc.assert(
      fc.property(anyMode, fc.integer({ min: 0, max: 50 }), (mode, child_processes) => {
        const one = found(bare(mode, { child_processes })).some((text) => text.includes('child processes'));
        expect(one).toBe(mode !== 'NORMAL' && child_processes > 0);
      }),
    );
  });

  test('include a capability that F7 stops in every state except the allowed ones', () => {
    fc.assert(
      fc.property(restricted, anyCode, fc.string(), (mode, code, state) => {
        const one = found(bare(mode, { capabilities: [{ code, state }] })).length === 1;
        expect(one).toBe(!allowedInSafeMode(code, state));
      }),
    );
    for (const [code, { allowed }] of Object.entries(capabilityRules)) {
      for (const state of ['enabled', 'per_profile', 'ENABLED', '', '__proto__'])
        expect(found(bare('SAFE', { capabilities: [{ code, state }] }))).toHaveLength(1);
      for (const state of allowed)
        expect(found(bare('SAFE', { capabilities: [{ code, state }] }))).toEqual([]);
      expect(found(bare('NORMAL', { capabilities: [{ code, state: 'enabled' }] }))).toEqual([]);
    }
    // Writing files is not reading them. Only a state in which the capability can do nothing is accepted for another one.
    expect(allowedInSafeMode('shell_execution', 'read_only')).toBe(false);
    expect(allowedInSafeMode('something_new', 'enabled')).toBe(false);
    expect(allowedInSafeMode('something_new', 'disabled')).toBe(true);
  });

  const off = (code: string) => [{ code, active: false }];
  const triggered = (code: string) => [{ code, available: true, triggered: true }];
  test.each<[string, GuardianStatus, string[]]>([
    [
      'Core that runs under Operator Override',
      bare('OPERATOR_OVERRIDE', { core_state: 'running' }),
      ['The mode is OPERATOR OVERRIDE. Core is running.'],
    ],
    [
      'Core that runs although the registry key is set',
      bare('SAFE', { core_state: 'running', entry_conditions: [{ code: 'registry', active: true }] }),
      ['The entry condition is active: Registry kill switch is set. Core is running.'],
    ],
    ['Core that runs in Safe Mode, as with --safe-mode', bare('SAFE', { core_state: 'running' }), []],
    [
      'Operator Override whose KILL file is gone: it waits to be acknowledged',
      bare('OPERATOR_OVERRIDE', {
        entry_conditions: off('kill_file'),
        kill_mechanisms: [{ code: 'kill_file', available: true, triggered: false }],
      }),
      [],
    ],
    [
      'a mechanism that is triggered in NORMAL, and whose condition is not active',
      bare('NORMAL', { kill_mechanisms: triggered('registry'), entry_conditions: off('registry') }),
      [
        'The kill mechanism is triggered: Registry key. The mode is NORMAL.',
        'The kill mechanism is triggered: Registry key. Its entry condition is not active.',
      ],
    ],
    [
      'a mechanism that is triggered in Safe Mode',
      bare('SAFE', { kill_mechanisms: triggered('registry') }),
      [],
    ],
    [
      'a policy that is not intact',
      bare('NORMAL', { policy: { intact: false }, entry_conditions: off('policy_corruption') }),
      [
        'The policy is not intact. The mode is NORMAL.',
        'The policy is not intact. The entry condition for it is not active: Policy corruption.',
      ],
    ],
    [
      'a profile that is not the forced one',
      bare('SAFE', { profile: 'PROFILE-STANDARD' }),
      ['The mode is SAFE. The profile is “PROFILE-STANDARD”, not PROFILE-SAFE.'],
    ],
    [
      'a condition that is reported both ways',
      bare('SAFE', { entry_conditions: [...off('kill_file'), { code: 'kill_file', active: true }] }),
      ['The entry condition is active: KILL file exists. The same answer also says that it is not.'],
    ],
  ])('%s', (_, status, expected) => expect(found(status)).toEqual(expected));
});
