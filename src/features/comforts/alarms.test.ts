import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/errors/api-error';
import type { ModeState } from '../../guardian/mode';
import type { SwitchState } from '../../switch/derive-state';
import { guardianAnswer, statusAnswer } from '../../testing/answers';
import { nextAlarms, type Alarms } from './alarms';

const at = { wall: 0, mono: 0 };
const none: Alarms = { switch: undefined, mode: undefined };
const known = (kind: 'engaged' | 'disengaged'): SwitchState => ({
  kind,
  answer: statusAnswer(kind, at),
  ageMs: 0,
});
const lost = (cause: 'failed' | 'stale') => ({
  kind: 'unknown' as const,
  cause,
  error: cause === 'failed' ? new ApiError('timeout') : null,
  last: null,
});
const checking = { kind: 'checking' } as const;
const mode = (name: 'NORMAL' | 'SAFE' | 'OPERATOR_OVERRIDE'): ModeState => ({
  kind: 'confirmed',
  answer: guardianAnswer({ mode: name }, at),
  ageMs: 0,
});
const absent: ModeState = { kind: 'absent', error: null };

/** The alarms after these states of the switch, one after the other. */
const after = (...states: (SwitchState | null)[]) =>
  states.reduce((alarms, state) => nextAlarms(alarms, state, absent), none).switch;
const afterModes = (...modes: ModeState[]) =>
  modes.reduce((alarms, next) => nextAlarms(alarms, null, next), none).mode;

describe('an alarm', () => {
  it('is raised by Engaged, Unknown and Safe Mode, and by nothing else', () => {
    expect(after(known('engaged'))).toBe('Kill switch engaged');
    expect(after(lost('failed'))).toBe('Kill switch: state unknown');
    expect(after(known('disengaged'))).toBeNull();
    expect(after(null)).toBeNull();
    expect(afterModes(mode('SAFE'))).toBe('SAFE MODE');
    expect(afterModes(mode('OPERATOR_OVERRIDE'))).toBe('SAFE MODE');
    expect(afterModes(lost('failed'))).toBe('Safe Mode: state unknown');
    expect(afterModes(mode('NORMAL'))).toBeNull();
    expect(afterModes(absent)).toBeNull();
  });

  it('is not known before anything was read', () => {
    expect(after(checking)).toBeUndefined();
    expect(afterModes(checking)).toBeUndefined();
  });

  it('is neither raised nor ended by an answer that only grew old, as happens in a hidden tab', () => {
    expect(after(known('disengaged'), lost('stale'))).toBeNull();
    expect(after(known('engaged'), lost('stale'))).toBe('Kill switch engaged');
    expect(afterModes(mode('NORMAL'), lost('stale'))).toBeNull();
    expect(afterModes(mode('SAFE'), lost('stale'))).toBe('SAFE MODE');
  });

  it('is told once when one cause makes both unknown', () => {
    const both = nextAlarms({ switch: null, mode: null }, lost('failed'), lost('failed'));
    expect(both).toEqual({ switch: 'Kill switch: state unknown', mode: null });
  });
});
