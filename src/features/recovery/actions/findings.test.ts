import { describe, expect, it } from 'vitest';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { toneOf } from '../../../action/finding';
import { acknowledgeFindings } from '../../../guardian/kill/acknowledge-findings';
import type { ReadAfter } from '../../../guardian/read-after';
import { resetFindings, rollbackFindings } from './findings';
import { integrityVerdict } from '../diagnose/integrity';
import { killFile, killFileAt, killWaits } from '../../../guardian/kill/kill-file';
import { factoryDefaults } from './policy-defaults';

const status = (over: Partial<GuardianStatus>): ReadAfter & { status: GuardianStatus } => ({
  status: { mode: 'SAFE', host: 'h', ...over },
});
const unread = { status: null, why: 'reading' } as const;
const unreadable = { status: null, why: 'unreadable' } as const;
const kill = (active?: boolean, triggered?: boolean | null) => ({
  ...(active !== undefined && { entry_conditions: [{ code: 'kill_file', active }] }),
  ...(triggered !== undefined && { kill_mechanisms: [{ code: 'kill_file', available: true, triggered }] }),
});

describe('the finding about the KILL file', () => {
  it.each([
    [true, true, 'there'],
    [false, true, 'there'],
    [undefined, true, 'there'],
    [true, false, 'gone'],
    [true, null, 'kill-active'],
    [true, undefined, 'kill-active'],
    [false, false, 'none'],
    [false, null, 'none'],
    [undefined, false, 'none'],
    [undefined, null, 'unsaid'],
    [undefined, undefined, 'unsaid'],
  ] as const)('with condition %s and mechanism %s is %s', (active, triggered, expected) => {
    expect(killFile(status(kill(active, triggered)).status)).toBe(expected);
  });

  // Some Guardians report the condition as active only while the file exists. The mode shows that the kill waits (F7 §2).
  it.each([
    [true, true, 'there'],
    [false, true, 'there'],
    [true, false, 'gone'],
    [false, false, 'gone'],
    [false, null, 'gone'],
    [undefined, false, 'gone'],
    [true, null, 'kill-active'],
    [undefined, undefined, 'kill-active'],
  ] as const)(
    'in Operator Override with condition %s and mechanism %s is %s',
    (active, triggered, expected) => {
      const { status: override } = status({ mode: 'OPERATOR_OVERRIDE', ...kill(active, triggered) });
      expect(killFile(override)).toBe(expected);
      expect(killWaits(override)).toBe(true);
    },
  );

  it('names the location that the Guardian reports, and none when the file is gone', () => {
    const at = (location: string | null, triggered = true) =>
      killFileAt(
        status({ kill_mechanisms: [{ code: 'kill_file', available: true, triggered, location }] }).status,
      );
    expect(at('D:\\KILL\u202E')).toBe('D:\\KILL⟨U+202E⟩');
    for (const untold of [null, ' ', '***PATH_REDACTED***'])
      expect(at(untold)).toBe('C:\\ProgramData\\Exacta\\KILL');
    expect(at('D:\\KILL', false)).toBeNull();
  });

  it('does not use a mechanism that the Guardian cannot reach', () => {
    const mechanism = { code: 'kill_file', available: false, triggered: false };
    const { status: odd } = status({ ...kill(true), kill_mechanisms: [mechanism] });
    expect(killFile(odd)).toBe('kill-active');
  });
});

describe('the finding after a kill was acknowledged', () => {
  it.each([
    [kill(false, false), 'success'],
    [kill(true, false), 'danger'],
    [kill(true, true), 'danger'],
    [{}, 'warning'],
    // Accepted, but still waiting, whatever the condition says.
    [{ mode: 'OPERATOR_OVERRIDE', ...kill(false, false) }, 'danger'],
    [{ mode: 'OPERATOR_OVERRIDE' }, 'danger'],
  ] as const)('for %j is a %s', (over, tone) => {
    expect(toneOf(acknowledgeFindings(status(over)))).toBe(tone);
  });

  it('is not a success before the status was read', () => {
    expect(toneOf(acknowledgeFindings(unread))).toBe('info');
    expect(toneOf(acknowledgeFindings(unreadable))).toBe('warning');
    expect(toneOf(acknowledgeFindings({ status: null, why: 'other-host' }))).toBe('warning');
  });
});

describe('the finding after Core was rolled back has the right tone when', () => {
  const result = { from_version: '2', to_version: '1', backup_verified: true, correlation_id: 'c' };
  it.each([
    ['the version is in place', {}, '1', 'success'],
    ['another version is in place', {}, '2', 'danger'],
    ['no version is reported', {}, null, 'warning'],
    ['the version is redacted', {}, '***VERSION_REDACTED***', 'warning'],
    ['the backup was not verified', { backup_verified: false }, '1', 'danger'],
    ['both versions are the same', { from_version: '1' }, '1', 'danger'],
  ] as const)('%s', (_, over, version, tone) => {
    const read = status({ core_version: version });
    expect(toneOf(rollbackFindings({ ...result, ...over }, read))).toBe(tone);
  });
});

describe('the finding after the policy was reset has the right tone with', () => {
  const result = {
    backup_file: 'b.json',
    policy_hash_before: 'a',
    policy_hash_after: 'b',
    settings: { ...factoryDefaults },
    correlation_id: 'c',
  };
  it.each([
    ['the same hash', {}, { hash: 'b', intact: true }, 'success'],
    ['another hash', {}, { hash: 'x', intact: true }, 'danger'],
    ['no hash', {}, { intact: true }, 'warning'],
    ['a policy that is not intact', {}, { hash: 'b', intact: false }, 'danger'],
    ['a setting that is missing', { settings: {} }, { hash: 'b', intact: true }, 'danger'],
    ['no backup', { backup_file: '' }, { hash: 'b', intact: true }, 'danger'],
  ] as const)('%s', (_, over, policy, tone) => {
    expect(toneOf(resetFindings({ ...result, ...over }, status({ policy })))).toBe(tone);
  });
});

describe('the verdict on integrity', () => {
  const item = (signature: string) => ({ component: 'x', signature });
  it.each([
    [true, ['valid'], 'ok'],
    [true, ['valid', 'invalid'], 'contradiction'],
    [true, ['missing'], 'contradiction'],
    [true, ['VALID'], 'contradiction'],
    [true, [], 'empty'],
    [false, ['invalid'], 'not-ok'],
    [false, ['valid'], 'contradiction'],
    [false, [], 'not-ok'],
  ] as const)('for ok %s with %j is %s', (ok, signatures, verdict) => {
    expect(integrityVerdict({ ok, items: signatures.map(item) })).toBe(verdict);
  });
});
