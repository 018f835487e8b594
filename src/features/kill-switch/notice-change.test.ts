import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../../testing/answers';
import type { SwitchState } from './derive-state';
import { initialWatch, watchOwn, watchState } from './notice-change';

const read = (kind: 'engaged' | 'disengaged'): SwitchState => ({
  kind,
  answer: statusAnswer(kind, { wall: 0, mono: 0 }),
  ageMs: 0,
});
const unknown: SwitchState = { kind: 'unknown', cause: 'stale', error: null, last: null };
const see = (...states: SwitchState[]) => states.reduce(watchState, initialWatch);

describe('watchState', () => {
  it('says nothing of the first state and of the same one again', () => {
    expect(see(read('engaged'), unknown, read('engaged')).foreign).toBeNull();
  });
  it('tells a change that nobody here asked for', () => {
    expect(see(read('disengaged'), unknown, read('engaged')).foreign).toEqual({
      to: 'engaged',
      afterOwn: false,
    });
  });
  it('takes the change that follows an own toggle for that one', () => {
    expect(watchState(watchOwn(see(read('disengaged')), 'engage'), read('engaged')).foreign).toBeNull();
  });
  it('tells when a server engages again after an own disengage', () => {
    const lifted = watchState(watchOwn(see(read('engaged')), 'disengage'), read('disengaged'));
    expect(watchState(lifted, read('engaged')).foreign).toEqual({ to: 'engaged', afterOwn: true });
  });
});
