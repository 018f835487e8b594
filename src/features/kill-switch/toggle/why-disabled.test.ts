import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../../../testing/answers';
import type { SwitchState } from '../../../switch/derive-state';
import { whyDisabled } from './why-disabled';

const at = { wall: 0, mono: 0 };
const states: Record<SwitchState['kind'], SwitchState> = {
  checking: { kind: 'checking' },
  disengaged: { kind: 'disengaged', answer: statusAnswer('disengaged', at), ageMs: 0 },
  engaged: { kind: 'engaged', answer: statusAnswer('engaged', at), ageMs: 0 },
  unknown: { kind: 'unknown', cause: 'failed', error: null, last: null },
};

describe('whyDisabled (law 8)', () => {
  it.each([
    ['checking', false, false],
    ['disengaged', true, false],
    ['engaged', false, true],
    ['unknown', true, false],
  ] as const)('%s: engage %s, disengage %s', (kind, engage, disengage) => {
    const why = whyDisabled(states[kind], true, false);
    expect([why.engage === null, why.disengage === null]).toEqual([engage, disengage]);
  });

  it('refuses both, in words, to a person who may not toggle [AEGIS-12, AEGIS-13]', () => {
    for (const state of Object.values(states)) {
      expect(whyDisabled(state, false, false).engage).toMatch(/ADMIN and SECURITY/);
      expect(whyDisabled(state, false, false).disengage).toMatch(/ADMIN and SECURITY/);
    }
  });

  it('never allows Disengage in Safe Mode and says so, and Engage is unaffected', () => {
    for (const state of Object.values(states)) {
      const why = whyDisabled(state, true, true);
      expect(why.disengage).toMatch(/^Disabled in Safe Mode/);
      expect(why.engage).toBe(whyDisabled(state, true, false).engage);
    }
  });
});
