import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../testing/answers';
import type { SwitchState } from './derive-state';
import { effectOfToggle, toggleEvidence } from './toggle-evidence';

const at = (ms: number) => ({ wall: ms, mono: ms });
const read = (kind: 'engaged' | 'disengaged', askedAt: number, lagMs = 0): SwitchState => ({
  kind,
  answer: { ...statusAnswer(kind, at(askedAt)), lagMs },
  ageMs: 0,
});
const unknown: SwitchState = { kind: 'unknown', cause: 'failed', error: null, last: null };
const contradicted: SwitchState = {
  kind: 'unknown',
  cause: 'contradicted',
  doubt: { by: 'engage-accepted', at: 1_000, reading: false },
  error: null,
  last: { answer: statusAnswer('disengaged', at(1_000)), ageMs: 0 },
};
const sent = { settledAt: at(100) };
const before = { sent: null, engagement: null, reading: false };

describe('toggleEvidence', () => {
  it('lets the decision stand while the state is the other one or not known', () => {
    expect(toggleEvidence('engage', read('disengaged', 0), before).overtakenBy).toBeNull();
    expect(toggleEvidence('engage', unknown, before).overtakenBy).toBeNull();
    expect(toggleEvidence('disengage', read('engaged', 0), before).overtakenBy).toBeNull();
  });

  it('ends the decision when the state is what the toggle leads to (law 5)', () => {
    expect(toggleEvidence('engage', read('engaged', 0), before).overtakenBy).toMatch(/Already engaged/);
    expect(toggleEvidence('disengage', read('disengaged', 0), before).overtakenBy).toMatch(/changed/);
  });

  it('ties a Disengage to its engagement, and an Engage to nothing', () => {
    const circumstances = { ...before, engagement: 'row-1' };
    expect(toggleEvidence('disengage', read('engaged', 0), circumstances).target).toBe('row-1');
    expect(toggleEvidence('engage', read('engaged', 0), circumstances).target).toBeNull();
  });

  it.each([
    ['a reading that was requested before', read('engaged', 99), true, 'reading'],
    ['a reading that lags behind', read('engaged', 150, 51), true, 'reading'],
    ['a reading that was requested afterwards', read('engaged', 100), true, 'took-effect'],
    ['the opposite state, requested afterwards', read('disengaged', 101), true, 'no-effect'],
    ['no reading, while one is under way', unknown, true, 'reading'],
    ['no reading', unknown, false, 'unreadable'],
    ['a reading that something contradicts', contradicted, false, 'unreadable'],
  ] as const)('takes the effect of what was sent from %s (laws 4 and 7)', (_what, state, reading, effect) => {
    expect(toggleEvidence('engage', state, { ...before, sent, reading }).effect).toBe(effect);
  });
});

describe('effectOfToggle', () => {
  it.each([
    [read('engaged', 99), 'reading'],
    [read('engaged', 100), 'took-effect'],
    [read('disengaged', 100), 'no-effect'],
    [unknown, 'unreadable'],
    // The difference itself is why the state is called unknown.
    [contradicted, 'no-effect'],
  ] as const)('reads %j as %s', (state, effect) => {
    expect(effectOfToggle('engage', sent, state)).toBe(effect);
  });
});
