import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../testing/answers';
import type { SwitchState } from './derive-state';
import {
  initialWatch,
  watchAccepted,
  watchOthers,
  watchOwn,
  watchRefused,
  watchState,
  type Watch,
} from './watch';

const at = (ms: number) => ({ wall: ms, mono: ms });
/** A reading that was requested at `ms`, on the server's clock, too. */
const read = (kind: 'engaged' | 'disengaged', ms = 0): SwitchState => ({
  kind,
  answer: { ...statusAnswer(kind, at(ms)), serverTime: ms },
  ageMs: 0,
});
const unknown: SwitchState = { kind: 'unknown', cause: 'stale', error: null, last: null };
const see = (...states: SwitchState[]): Watch => states.reduce(watchState, initialWatch);

describe('watchState', () => {
  it('reports nothing for the first state and for an unchanged one', () => {
    expect(see(read('engaged'), unknown, read('engaged')).foreign).toBeNull();
  });
  it('reports a change that nobody here asked for', () => {
    expect(see(read('disengaged'), unknown, read('engaged')).foreign).toEqual({
      to: 'engaged',
      afterOwn: false,
    });
  });
  it('takes the change after this console’s toggle for its effect', () => {
    expect(watchState(watchOwn(see(read('disengaged')), 'engage'), read('engaged')).foreign).toBeNull();
  });
  it('reports when a server engages again after this console’s disengage', () => {
    const lifted = watchState(watchOwn(see(read('engaged')), 'disengage'), read('disengaged'));
    expect(watchState(lifted, read('engaged')).foreign).toEqual({ to: 'engaged', afterOwn: true });
  });
});

describe('a refused toggle', () => {
  const refused = (watch: Watch) => watchRefused(watchOwn(watch, 'engage'), at(100));

  it('that took effect all the same caused the change', () => {
    const watch = watchState(refused(see(read('disengaged', 0))), read('engaged', 100));
    expect(watch.foreign).toBeNull();
    expect(watchState(watch, read('disengaged', 130)).foreign).toEqual({ to: 'disengaged', afterOwn: true });
  });
  it('that had no effect when read back leaves a later change to somebody else', () => {
    const watch = watchState(refused(see(read('disengaged', 0))), read('disengaged', 101));
    expect(watchState(watch, read('engaged', 130)).foreign).toEqual({ to: 'engaged', afterOwn: false });
  });
  it('is not settled by a reading that was requested before it', () => {
    const watch = watchState(refused(see(read('disengaged', 0))), read('disengaged', 99));
    expect(watchState(watch, read('engaged', 101)).foreign).toBeNull();
  });
  it('that was never sent, or met a state of somebody else, causes no change', () => {
    const watch = watchOthers(watchOwn(see(read('disengaged', 0)), 'engage'));
    expect(watchState(watch, read('engaged', 101)).foreign).toEqual({ to: 'engaged', afterOwn: false });
  });
});

describe('an accepted toggle', () => {
  const accepted = watchAccepted(see(read('disengaged', 0)), 'engage', { settledAt: at(100), at: 100 });

  it('is open until a reading that was requested after it shows it', () => {
    expect(accepted.accepted).not.toBeNull();
    expect(watchState(accepted, read('engaged', 99)).accepted).not.toBeNull();
    expect(watchState(accepted, read('disengaged', 101)).accepted).not.toBeNull();
    expect(watchState(accepted, read('engaged', 100)).accepted).toBeNull();
  });
  it('that disengaged releases everything that was engaged until then', () => {
    const watch = watchAccepted(accepted, 'disengage', { settledAt: at(200), at: 200 });
    expect([watch.accepted, watch.releasedUntil]).toEqual([null, 200]);
  });
});

describe('the known times', () => {
  it('are when the present state was first read, and until when every engagement is released', () => {
    const watch = see(
      read('engaged', 10),
      read('engaged', 40),
      read('disengaged', 70),
      read('disengaged', 100),
    );
    expect(watch).toMatchObject({ firstReadAt: 70, changedAfter: 40, releasedUntil: 40, readAt: 100 });
    expect(see(read('disengaged', 10))).toMatchObject({ firstReadAt: 10, releasedUntil: null });
  });
});
