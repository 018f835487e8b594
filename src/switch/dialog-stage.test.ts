import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors/api-error';
import { sentToggle, statusAnswer } from '../testing/answers';
import type { SwitchState } from './derive-state';
import { dialogStage, type Attempt, type Stage } from './dialog-stage';

const at = (ms: number) => ({ wall: ms, mono: ms });
const known = (kind: 'engaged' | 'disengaged', askedAt = 0): SwitchState => ({
  kind,
  answer: statusAnswer(kind, at(askedAt)),
  ageMs: 0,
});
const unknown: SwitchState = { kind: 'unknown', cause: 'failed', error: null, last: null };
const none: Attempt = { phase: 'none' };
const circumstances = { engagementReplaced: false, reading: false, conflict: false };
type Circumstances = Partial<typeof circumstances>;
const stageOf = (
  action: 'engage' | 'disengage',
  attempt: Attempt,
  state: SwitchState,
  more: Circumstances = {},
): Stage => dialogStage(action, attempt, state, { ...circumstances, ...more });
const unclear: Attempt = { phase: 'unclear', error: new ApiError('timeout'), toggle: sentToggle(at(100)) };

describe('dialogStage', () => {
  it('composes an engage while disengaged or unknown, a disengage while engaged', () => {
    expect(stageOf('engage', none, known('disengaged'))).toBe('compose');
    expect(stageOf('engage', none, unknown)).toBe('compose');
    expect(stageOf('disengage', none, known('engaged'))).toBe('compose');
  });

  it('stops when the state changes underneath (law 5)', () => {
    expect(stageOf('engage', none, known('engaged'))).toBe('overtaken');
    expect(stageOf('disengage', none, known('disengaged'))).toBe('overtaken');
  });

  it('stops a disengage when the engagement it was opened for was replaced by another', () => {
    expect(stageOf('disengage', none, known('engaged'), { engagementReplaced: true })).toBe('overtaken');
  });

  it('tells an unclear outcome only from a reading asked for afterwards (laws 4 and 7)', () => {
    expect(stageOf('engage', unclear, known('engaged', 99), { reading: true })).toBe('reading-back');
    expect(stageOf('engage', unclear, known('engaged', 100))).toBe('took-effect');
    expect(stageOf('engage', unclear, known('disengaged', 101))).toBe('no-effect');
    expect(stageOf('engage', unclear, unknown, { reading: true })).toBe('reading-back');
    expect(stageOf('engage', unclear, unknown)).toBe('unreadable');
  });

  it('tells what a refusal did only from a reading asked for afterwards', () => {
    const refused = (status: number): Attempt => ({
      phase: 'refused',
      error: new ApiError('http', { status }),
      toggle: { ...sentToggle(at(100)), answer: 'refused' },
    });
    expect(stageOf('engage', refused(403), known('disengaged', 99), { reading: true })).toBe('reading-back');
    expect(stageOf('engage', refused(403), unknown)).toBe('unreadable');
    expect(stageOf('engage', refused(403), known('disengaged', 100))).toBe('unchanged');
    expect(stageOf('engage', refused(403), known('engaged', 100))).toBe('took-effect');
    expect(stageOf('disengage', refused(403), known('engaged', 100))).toBe('unchanged');
    expect(stageOf('disengage', refused(403), known('engaged', 100), { engagementReplaced: true })).toBe(
      'overtaken',
    );
    // The state had changed already: by somebody else.
    expect(stageOf('engage', refused(409), known('engaged', 100), { conflict: true })).toBe('overtaken');
  });

  it('goes on composing what never left this device', () => {
    const offline: Attempt = {
      phase: 'refused',
      error: new ApiError('offline'),
      toggle: { ...sentToggle(at(100)), answer: 'refused' },
    };
    expect(stageOf('engage', offline, known('disengaged', 0))).toBe('compose');
    expect(stageOf('engage', offline, known('engaged', 101))).toBe('overtaken');
  });

  it('never offers a lever for a state that is already there', () => {
    const attempt = fc.constantFrom<Attempt>(none, unclear, {
      phase: 'refused',
      error: new ApiError('http', { status: 403 }),
      toggle: sentToggle(at(100)),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('engage' as const, 'disengage' as const),
        attempt,
        fc.nat(200),
        fc.boolean(),
        (action, tried, asked, reading) => {
          const wanted = action === 'engage' ? 'engaged' : 'disengaged';
          const stage = stageOf(action, tried, known(wanted, asked), { reading });
          expect(['overtaken', 'took-effect', 'reading-back', 'unreadable']).toContain(stage);
        },
      ),
    );
  });
});
