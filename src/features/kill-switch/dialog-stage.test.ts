import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/api-error';
import { sentToggle, statusAnswer } from '../../testing/answers';
import type { SwitchState } from './derive-state';
import { dialogStage, type Attempt } from './dialog-stage';

const at = (ms: number) => ({ wall: ms, mono: ms });
const known = (kind: 'engaged' | 'disengaged', askedAt = 0): SwitchState => ({
  kind,
  answer: statusAnswer(kind, at(askedAt)),
  ageMs: 0,
});
const unknown: SwitchState = { kind: 'unknown', cause: 'failed', error: null, last: null };
const none: Attempt = { phase: 'none' };
const unclear: Attempt = { phase: 'unclear', error: new ApiError('timeout'), toggle: sentToggle(at(100)) };

describe('dialogStage', () => {
  it('composes an engage while disengaged or unknown, a disengage while engaged', () => {
    expect(dialogStage('engage', none, known('disengaged'), false, false)).toBe('compose');
    expect(dialogStage('engage', none, unknown, false, false)).toBe('compose');
    expect(dialogStage('disengage', none, known('engaged'), false, false)).toBe('compose');
  });

  it('stops when the state changes underneath (law 5)', () => {
    expect(dialogStage('engage', none, known('engaged'), false, false)).toBe('overtaken');
    expect(dialogStage('disengage', none, known('disengaged'), false, false)).toBe('overtaken');
  });

  it('stops a disengage when the engagement it was opened for was replaced by another', () => {
    expect(dialogStage('disengage', none, known('engaged'), true, false)).toBe('overtaken');
  });

  it('tells an unclear outcome only from a reading asked for afterwards (laws 4 and 7)', () => {
    expect(dialogStage('engage', unclear, known('engaged', 99), false, true)).toBe('reading-back');
    expect(dialogStage('engage', unclear, known('engaged', 100), false, false)).toBe('took-effect');
    expect(dialogStage('engage', unclear, known('disengaged', 101), false, false)).toBe('no-effect');
    expect(dialogStage('engage', unclear, unknown, false, true)).toBe('reading-back');
    expect(dialogStage('engage', unclear, unknown, false, false)).toBe('unreadable');
  });

  it('never offers a lever for a state that is already there', () => {
    const attempt = fc.constantFrom<Attempt>(none, unclear, {
      phase: 'refused',
      error: null,
      settledAt: at(100),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('engage' as const, 'disengage' as const),
        attempt,
        fc.nat(200),
        fc.boolean(),
        (action, tried, asked, reading) => {
          const wanted = action === 'engage' ? 'engaged' : 'disengaged';
          const stage = dialogStage(action, tried, known(wanted, asked), false, reading);
          expect(['overtaken', 'took-effect', 'reading-back', 'unreadable']).toContain(stage);
        },
      ),
    );
  });
});
