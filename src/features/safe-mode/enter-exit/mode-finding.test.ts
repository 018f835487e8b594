import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GuardianMode } from '../../../api/guardian/guardian-schemas';
import type { SentAction } from '../../../guardian/events';
import type { ModeState } from '../../../guardian/mode';
import { answerOf } from '../../../testing/answers';
import { ledTo, modeFinding, overtaking } from './mode-finding';

const at = (mono: number) => ({ wall: mono, mono });
const reading = (mode: GuardianMode, asked: number, since: string | null = null): ModeState => ({
  kind: 'confirmed',
  answer: answerOf({ mode, host: 'h', since }, at(asked)),
  ageMs: 0,
});
const sent: SentAction = {
  reason: 'Why',
  kind: 'mode_change',
  requestId: 'r',
  host: 'h',
  settledAt: at(100),
  correlationId: null,
  eventsBefore: null,
};
const anyMode = fc.constantFrom<GuardianMode>('NORMAL', 'SAFE', 'OPERATOR_OVERRIDE');
const anyAction = fc.constantFrom('enter' as const, 'exit' as const);

describe('the finding after an action', () => {
  test('is a success only for the intended mode, requested after the answer', () => {
    fc.assert(
      fc.property(anyAction, anyMode, fc.integer({ min: 0, max: 200 }), (action, mode, asked) => {
        const { tone } = modeFinding(action, sent, reading(mode, asked));
        const wanted = (mode === 'NORMAL') === (action === 'exit');
        expect(tone).toBe(asked < 100 ? 'info' : wanted ? 'success' : 'danger');
      }),
    );
  });

  test('is open when another host answers, because that is no evidence', () => {
    const { tone, text } = modeFinding('enter', { ...sent, host: 'other' }, reading('SAFE', 200));
    expect([tone, text]).toEqual(['warning', 'Another host answers now: h. The mode of other is not known.']);
  });

  test('is open while nothing can be read', () => {
    const unknown: ModeState = { kind: 'unknown', cause: 'failed', error: null, last: null };
    for (const state of [unknown, { kind: 'checking' } as const])
      expect(modeFinding('enter', sent, state).tone).toBe('warning');
  });
});

describe('a decision in a dialog', () => {
  test('ends exactly when the mode is confirmed to be what the action leads to', () => {
    fc.assert(
      fc.property(anyAction, anyMode, fc.boolean(), (action, mode, wasOther) => {
        const state = reading(mode, 0);
        expect(overtaking(action, state, wasOther) !== null).toBe(ledTo(action)({ mode, host: 'h' }));
      }),
    );
  });

  test.each([
    [
      'enter',
      'SAFE',
      true,
      'Someone else entered Safe Mode: the mode is SAFE since 2026-11-21 08:00:00 UTC.',
    ],
    [
      'exit',
      'NORMAL',
      true,
      'Someone else ended Safe Mode: the mode is NORMAL since 2026-11-21 08:00:00 UTC.',
    ],
    ['enter', 'SAFE', false, 'Nothing left to do: the mode is SAFE since 2026-11-21 08:00:00 UTC.'],
  ] as const)('to %s ends in %s', (action, mode, wasOther, words) => {
    expect(overtaking(action, reading(mode, 0, '2026-11-21T08:00:00Z'), wasOther)).toBe(words);
  });
});
