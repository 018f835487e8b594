import { describe, expect, it } from 'vitest';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { ModeState } from '../../../guardian/mode';
import { answerOf } from '../../../testing/answers';
import { consistentStatus } from '../../../testing/consistent-status';
import { newlyConfirmed } from './confirmed-steps';
import type { RecoveryAction } from './recovery-actions';
import { scenarios, type ScenarioCode } from './scenarios';

const NONE = { ticks: [], confirmed: [] };
const confirmed = (mode: GuardianStatus['mode'], over: Partial<GuardianStatus> = {}): ModeState => ({
  kind: 'confirmed',
  answer: answerOf({ ...consistentStatus(mode), ...over }, { wall: 0, mono: 0 }),
  ageMs: 0,
});
const found = (
  code: ScenarioCode,
  state: ModeState,
  { ticks = [], done = [] }: { ticks?: string[]; done?: RecoveryAction[] } = {},
) => newlyConfirmed(scenarios[code].steps, { ticks, confirmed: ticks }, { state, done: new Set(done) });

describe('the steps that the Guardian confirms', () => {
  it('are none while there is no kill: that no file is there does not mean that one was deleted', () => {
    expect(found('core-loop', confirmed('NORMAL'))).toEqual([]);
  });

  it('are those of the kill as soon as the status shows it, in order', () => {
    expect(found('core-loop', confirmed('OPERATOR_OVERRIDE'))).toEqual(['create-kill', 'core-down']);
    expect(found('core-loop', confirmed('OPERATOR_OVERRIDE', { core_state: 'running' }))).toEqual([
      'create-kill',
    ]);
  });

  it('go on from what was ticked before, by whomever', () => {
    const ticks = ['create-kill', 'core-down', 'verify', 'export'];
    expect(found('core-loop', confirmed('SAFE'), { ticks })).toEqual(['delete-kill', 'acknowledge']);
    expect(found('core-loop', confirmed('NORMAL'), { ticks })).toEqual([
      'delete-kill',
      'acknowledge',
      'exit',
    ]);
    expect(found('core-loop', confirmed('NORMAL'), { ticks: ['create-kill', 'core-down'] })).toEqual([]);
  });

  it('include an action that was done, whatever stands before it', () => {
    expect(found('bad-upgrade', confirmed('SAFE'), { done: ['verify'] })).toEqual(['verify']);
    expect(found('bad-upgrade', confirmed('SAFE'), { done: ['rollback'] })).toEqual(['rollback']);
  });

  it('are none by a status that is old, or by a NORMAL that contradicts itself (law 1)', () => {
    const ticks = ['rollback', 'verify'];
    const { answer, ageMs } = confirmed('NORMAL') as Extract<ModeState, { kind: 'confirmed' }>;
    const old: ModeState = { kind: 'unknown', cause: 'stale', error: null, last: { answer, ageMs } };
    expect(found('bad-upgrade', old, { ticks })).toEqual([]);
    expect(found('bad-upgrade', confirmed('NORMAL', { core_state: 'stopped' }), { ticks })).toEqual([]);
    expect(found('bad-upgrade', confirmed('NORMAL'), { ticks })).toEqual(['exit']);
  });

  it('are confirmed once: what a person unticks is not ticked again', () => {
    const notes = { ticks: [], confirmed: ['create-kill'] };
    const evidence = { state: confirmed('OPERATOR_OVERRIDE'), done: new Set<RecoveryAction>() };
    expect(newlyConfirmed(scenarios['core-loop'].steps, notes, evidence)).toEqual([]);
    expect(newlyConfirmed(scenarios['core-loop'].steps, NONE, evidence)).not.toEqual([]);
  });
});
