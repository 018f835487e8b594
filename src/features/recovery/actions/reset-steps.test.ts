import { describe, expect, it } from 'vitest';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { PolicyReset } from '../../../api/guardian/recovery-schemas';
import { factoryDefaults } from './policy-defaults';
import { resetProgress, resetSteps, samePolicy, type LogReading, type ResetEvidence } from './reset-steps';
import { startedAfter } from './use-reset-log';

const result: PolicyReset = {
  backup_file: 'policy-backup-1.json',
  policy_hash_before: 'aa',
  policy_hash_after: 'bb',
  settings: { ...factoryDefaults },
  correlation_id: 'c-1',
};
const status: GuardianStatus = { mode: 'SAFE', host: 'h', policy: { hash: 'bb', intact: true } };
const event = { id: 'e' };
const answered = { phase: 'answered', result, event, status, log: 'read', restarted: true } as const;
const statesOf = (evidence: ResetEvidence) => {
  const progress = resetProgress(evidence);
  return resetSteps.map((step) => progress[step].state);
};

describe('the six steps of a policy reset', () => {
  it('never claim more than what is known', () => {
    expect(statesOf({ phase: 'before' })).toEqual(Array(6).fill('pending'));
    const going = 'under-way';
    expect(statesOf({ phase: 'sending' })).toEqual([going, 'done', going, going, going, going]);
    const lost = 'not-proven';
    expect(statesOf({ phase: 'unclear', proof: 'unknown', event: null })).toEqual([
      lost,
      'done',
      lost,
      lost,
      lost,
      lost,
    ]);
    expect(statesOf({ phase: 'unclear', proof: 'unknown', event })).toEqual([
      lost,
      'done',
      lost,
      lost,
      'done',
      lost,
    ]);
  });

  it('while sending do not say which step is under way', () => {
    expect(resetProgress({ phase: 'sending' }).backup.evidence).toBe(
      'under way; the server does not say which step',
    );
  });

  it('after the answer are done only with evidence', () => {
    expect(statesOf(answered)).toEqual(Array(6).fill('done'));
    expect(statesOf({ ...answered, event: null, status: null }).slice(4)).toEqual([
      'not-proven',
      'not-proven',
    ]);
    expect(resetProgress(answered).backup.evidence).toContain('policy-backup-1.json');
  });

  it.each([
    ['another policy is in force', { status: { ...status, policy: { hash: 'cc', intact: true } } }, 'wrong'],
    ['no policy is reported', { status: { mode: 'SAFE', host: 'h' } }, 'not-proven'],
    ['nothing shows a start', { restarted: false }, 'not-proven'],
  ] as const)('do not call the restart done when %s', (_, over, state) => {
    expect(resetProgress({ ...answered, ...over }).restart.state).toBe(state);
  });

  it('say what is not in the log only after it was read (law 12)', () => {
    const words = (log: LogReading) => resetProgress({ ...answered, event: null, log }).log.evidence;
    expect(words('read')).toBe('not in the event log so far');
    expect(words('not-yet')).toBe('the event log has not been read since');
    expect(words('failed')).toBe('the event log could not be read');
  });

  it('count as a restart only a start after the reset', () => {
    const start = { id: 's', kind: 'integrity', outcome: 'STARTED' };
    expect(startedAfter(event, [start, event])).toBe(true);
    expect(startedAfter(event, [{ ...start, outcome: 'Restarted' }, event])).toBe(true);
    expect(startedAfter(event, [event, start])).toBe(false);
    expect(startedAfter(event, [start])).toBe(false);
  });

  it('fail when a setting differs or is missing, or no backup is named', () => {
    const odd = {
      ...result,
      backup_file: ' ',
      settings: { ...factoryDefaults, autonomy_ceiling: 'PROFILE-X' },
    };
    const { backup, defaults } = resetProgress({ ...answered, result: odd });
    expect([backup.state, defaults.state]).toEqual(['wrong', 'wrong']);
    expect(defaults.evidence).toBe('autonomy_ceiling is PROFILE-X');
    const none = resetProgress({ ...answered, result: { ...result, settings: {} } });
    expect(none.defaults.evidence).toContain('logging_enforcement is missing');
  });

  it('compare hashes only when both are known', () => {
    expect(samePolicy(result, status)).toBe(true);
    expect(samePolicy({ ...result, policy_hash_after: 'cc' }, status)).toBe(false);
    expect(samePolicy({ ...result, policy_hash_after: '***HEX_SECRET_REDACTED***' }, status)).toBeNull();
    expect(samePolicy(result, null)).toBeNull();
    expect(samePolicy(result, { mode: 'SAFE', host: 'h' })).toBeNull();
  });
});
