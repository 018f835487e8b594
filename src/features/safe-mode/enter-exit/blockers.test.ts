import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allPassed, blockerWords, checkNames } from './blockers';

const KNOWN = [
  'kill_file_present',
  'kill_file',
  'kill_not_acknowledged',
  'registry_key_set',
  'registry',
  'registry_restart_needed',
  'kill_file_unreadable',
  'registry_unreadable',
  'startup_flag_set',
  'startup_flag',
  'core_signature_invalid',
  'core_signature',
  'policy_corrupted',
  'policy_corruption',
];

test.each(KNOWN)('%s is explained in words, with the step that clears it', (code) => {
  const words = blockerWords({ code });
  expect(words?.title).toMatch(/\.$/);
  expect(words?.step).toMatch(/\.$/);
  expect(Object.keys(checkNames)).toContain(words?.check);
});

test('any other code has no words of ours, including `__proto__` and `constructor`', () => {
  const others = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'KILL_FILE', 'kill_file '),
  );
  fc.assert(
    fc.property(
      others.filter((code) => !KNOWN.includes(code)),
      (code) => {
        expect(blockerWords({ code })).toBeNull();
      },
    ),
  );
});

describe('all passed', () => {
  test('needs all three checks, and no blocker', () => {
    const blockers = fc.option(fc.array(fc.record({ code: fc.string() })), { nil: null });
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), blockers, (a, b, c, named) => {
        const checks = {
          kill_conditions_cleared: a,
          core_signature_valid: b,
          policy_intact: c,
          blockers: named,
        };
        expect(allPassed(checks)).toBe(a && b && c && (named ?? []).length === 0);
      }),
    );
  });
});
