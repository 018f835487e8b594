import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardianMode, GuardianStatus } from '../api/guardian/guardian-schemas';
import { ApiError } from '../api/errors/api-error';
import { judge } from '../api/http/reading';
import { guardianAnswer } from '../testing/answers';
import { isRestricted, lastConfirmed, lastStatus, modeOf, toldMode, type ModeState } from './mode';

const t0 = { wall: 1_000_000, mono: 1_000 };
const modes: GuardianMode[] = ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'];
const readings = fc.record({
  answer: fc.option(fc.constantFrom(...modes).map((mode) => guardianAnswer({ mode }, t0))),
  error: fc.constantFrom(null, new ApiError('timeout')),
  everFailed: fc.boolean(),
});
const now = fc.integer({ min: 0, max: 100_000 }).map((ms) => ({ wall: t0.wall + ms, mono: t0.mono + ms }));

describe('the mode of the Guardian', () => {
  it('is confirmed only by the newest answer, well-formed and at most 45 s old (law 1)', () => {
    fc.assert(
      fc.property(readings, now, (read, at) => {
        const state = judge(read, at);
        const fresh = read.answer !== null && read.error === null && at.mono - t0.mono <= 45_000;
        expect(state.kind === 'confirmed').toBe(fresh);
      }),
    );
  });

  it.each<[string, Partial<GuardianStatus>, string]>([
    ['no contradiction', {}, 'NORMAL'],
    ['an active condition', { entry_conditions: [{ code: 'registry', active: true }] }, 'unknown'],
    [
      'a triggered mechanism',
      { kill_mechanisms: [{ code: 'kill_file', available: true, triggered: true }] },
      'unknown',
    ],
    ['a policy that is not intact', { policy: { intact: false } }, 'unknown'],
    [
      'an active condition in SAFE',
      { mode: 'SAFE', entry_conditions: [{ code: 'x', active: true }] },
      'SAFE',
    ],
  ])('is shown as it should be with %s', (_, over, told) => {
    const answer = guardianAnswer(over, t0);
    expect(toldMode(judge({ answer, error: null, everFailed: false }, t0))).toBe(told);
    expect(toldMode(judge({ answer, error: new ApiError('timeout'), everFailed: true }, t0))).toBe('unknown');
  });

  it('restricts as long as the newest status says so, however old it is', () => {
    fc.assert(
      fc.property(readings, now, (read, at) => {
        const mode = read.answer?.data.mode ?? 'NORMAL';
        expect(isRestricted(judge(read, at))).toBe(mode !== 'NORMAL');
        expect(lastStatus(judge(read, at))).toBe(read.answer?.data ?? null);
      }),
    );
  });

  it.each<[string, ModeState, string]>([
    ['nothing was read yet', { kind: 'checking' }, 'checking'],
    ['there is no Guardian', { kind: 'absent', error: null }, 'absent'],
    ['none was ever read', { kind: 'unknown', cause: 'failed', error: null, last: null }, 'unknown'],
  ])('is told for what it is, and restricts nothing, while %s', (_, state, told) => {
    expect(toldMode(state)).toBe(told);
    expect(isRestricted(state)).toBe(false);
    expect(lastStatus(state)).toBeNull();
  });
});

describe('the mode in words', () => {
  it.each<[Partial<GuardianStatus>, string]>([
    [{}, 'NORMAL'],
    [{ mode: 'SAFE' }, 'SAFE'],
    [{ mode: 'OPERATOR_OVERRIDE' }, 'OPERATOR OVERRIDE'],
    [{ policy: { intact: false } }, 'NORMAL (contradicted)'],
    [{ mode: 'SAFE', child_processes: -1 }, 'SAFE'],
  ])('of %j is %s', (status, words) => {
    const answer = guardianAnswer(status, t0);
    expect(modeOf(answer)).toBe(words);
    expect(lastConfirmed({ answer, ageMs: 40_000 })).toBe(`last confirmed ${words} 40 s ago`);
  });

  it('says that it was not confirmed yet where it never was', () => {
    expect(lastConfirmed(null)).toBe('not confirmed yet');
  });
});
