import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../testing/answers';
import type { SwitchState } from './derive-state';
import {
  initialWatch,
  serverNow,
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
  it('changes nothing when the same is read twice, or nothing', () => {
    const watch = see(read('engaged', 10));
    for (const state of [read('engaged', 10), unknown, { kind: 'checking' } as const])
      expect(watchState(watch, state)).toBe(watch);
  });
  it('tells a change once: what was read before an own toggle is settled by it', () => {
    const told = see(read('disengaged'), read('engaged'));
    expect(watchOwn(told, 'disengage').foreign).toBeNull();
  });
  it('takes the change that follows an own toggle for that one', () => {
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
  it('that was read back without effect is none: what changes later is somebody else’s', () => {
    for (const askedAt of [100, 101]) {
      const watch = watchState(refused(see(read('disengaged', 0))), read('disengaged', askedAt));
      expect(watchState(watch, read('engaged', 130)).foreign).toEqual({ to: 'engaged', afterOwn: false });
    }
  });
  it('is not settled by a reading that was requested before it', () => {
    const watch = watchState(refused(see(read('disengaged', 0))), read('disengaged', 99));
    expect(watchState(watch, read('engaged', 101)).foreign).toBeNull();
  });
  it('is over when another one is sent', () => {
    const again = watchOwn(refused(see(read('disengaged', 0))), 'engage');
    const watch = watchState(again, read('disengaged', 101));
    expect(watchState(watch, read('engaged', 130)).foreign).toBeNull();
  });
  it('is forgotten once the next one never left this device', () => {
    const watch = watchOthers(refused(see(read('disengaged', 0))));
    expect(watch).toMatchObject({ own: null, refusedAt: null });
  });
  it('that was never sent, or met a state that was another’s, is none at all', () => {
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
    // Servers' clocks differ: what is known to be released stays so.
    const earlier = watchAccepted(watch, 'disengage', { settledAt: at(300), at: 190 });
    expect(earlier.releasedUntil).toBe(200);
  });
  it('stays open when a reading that does not show it settles an earlier refusal', () => {
    const watch = watchState({ ...accepted, refusedAt: at(50), own: 'engaged' }, read('disengaged', 120));
    expect(watch).toMatchObject({ accepted: { at: 100 }, own: null, refusedAt: null });
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

  it('is not known where the server tells no time, and what was released before stays released', () => {
    const untimed = (kind: 'engaged' | 'disengaged'): SwitchState => ({
      kind,
      answer: statusAnswer(kind, at(0)),
      ageMs: 0,
    });
    const before = see(read('engaged', 40), read('disengaged', 70), untimed('engaged'));
    expect(before).toMatchObject({ firstReadAt: null, changedAfter: 70, releasedUntil: 40, readAt: null });
    expect(watchState(before, untimed('disengaged'))).toMatchObject({
      changedAfter: null,
      releasedUntil: 40,
    });
    expect(watchState(before, read('disengaged', 90))).toMatchObject({ firstReadAt: 90, releasedUntil: 40 });
  });
  it('goes on from an answer by the server’s clock, or by this device’s where the server tells none', () => {
    const answer = statusAnswer('engaged', { wall: 1_000, mono: 10 });
    const now = { wall: 1_500, mono: 510 };
    expect(serverNow({ ...answer, serverTime: 90_000 }, now)).toBe(90_500);
    expect(serverNow(answer, now)).toBe(1_500);
  });
});
