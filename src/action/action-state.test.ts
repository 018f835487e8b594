import { describe, expect, it } from 'vitest';
import { accept, after, fail, read, send, type Event } from '../testing/action-events';
import { canSend, composed, reduceAction, type Effect } from './action-state';

describe('an action that was not sent yet', () => {
  it('can be sent', () => {
    expect(canSend(composed)).toBe(true);
    expect(after(send).stage).toBe('sending');
  });

  it('is superseded when the decision is void (law 5)', () => {
    const gone = after(read({ overtakenBy: 'Somebody was faster' }));
    expect(gone).toMatchObject({
      stage: 'superseded',
      by: { kind: 'other-state', words: 'Somebody was faster' },
    });
    expect(canSend(gone)).toBe(false);
  });

  it('learns its target once, and a different target supersedes it (law 5)', () => {
    expect(after(read({ target: 'host-1' }), read({ target: null }))).toMatchObject({
      stage: 'compose',
      target: 'host-1',
    });
    expect(after(read({ target: 'host-1' }), read({ target: 'host-2' }))).toMatchObject({
      stage: 'superseded',
      target: 'host-1',
      by: { kind: 'other-target' },
    });
  });

  it('begins anew when the dialog is opened again, whatever became of it before', () => {
    const open: Event = { type: 'open' };
    expect(after(read({ target: 'host-1' }), send, fail('refused'), open)).toEqual(composed);
    expect(after(send, accept, open)).toEqual(composed);
  });

  it('shows no effect of something that was never sent', () => {
    expect(after(read({ effect: 'took-effect' }))).toEqual(composed);
  });
});

describe('an action that is under way', () => {
  it('is not sent again, and no reading decides its outcome', () => {
    const sending = after(read({ target: 'host-1' }), send);
    expect(canSend(sending)).toBe(false);
    expect(reduceAction(sending, send)).toBe(sending);
    const evidence = read({ effect: 'took-effect', target: 'host-2', overtakenBy: 'Somebody was faster' });
    expect(reduceAction(sending, evidence)).toBe(sending);
  });

  it.each([
    ['not-sent', 'compose'],
    ['refused', 'refused'],
    ['unknown', 'unclear'],
  ] as const)('that fails with the proof %s goes to the stage %s', (proof, stage) => {
    const state = after(send, fail(proof));
    expect(state).toMatchObject({ stage, failure: { proof } });
    expect(canSend(state)).toBe(true);
  });

  it('that is accepted cannot be sent again', () => {
    const state = after(send, accept);
    expect(state).toEqual({
      stage: 'accepted',
      sent: 'what was sent',
      result: 'done',
      effect: 'reading',
      target: null,
    });
    expect(canSend(state)).toBe(false);
  });
});

describe('after it was accepted', () => {
  it('only reading tells the effect, and what it would act on by now does not matter', () => {
    const accepted = after(read({ target: 'host-1' }), send, accept);
    const later = read({ effect: 'no-effect', target: 'host-2', overtakenBy: 'Somebody was faster' });
    expect(reduceAction(accepted, later)).toEqual({ ...accepted, effect: 'no-effect' });
  });
});

describe('after a refusal or a lost answer', () => {
  it.each(['refused', 'unknown'] as const)('no effect is claimed before anything was read: %s', (proof) => {
    expect(after(send, fail(proof))).toMatchObject({ effect: 'reading' });
  });

  it.each(['refused', 'unknown'] as const)('only reading tells the effect (law 4): %s', (proof) => {
    const effects: Effect[] = ['unreadable', 'untold', 'no-effect', 'took-effect'];
    for (const effect of effects)
      expect(after(send, fail(proof), read({ effect }))).toMatchObject({ effect });
  });

  it('that took effect stays so, and is not sent again', () => {
    const done = after(send, fail('unknown'), read({ effect: 'took-effect' }));
    expect(canSend(done)).toBe(false);
    expect(reduceAction(done, read({ effect: 'no-effect', target: 'b', overtakenBy: 'x' }))).toEqual({
      ...done,
      target: 'b',
    });
  });

  it('what took effect is not superseded by another target', () => {
    const done = after(read({ target: 'host-1' }), send, fail('refused'), read({ effect: 'took-effect' }));
    expect(done).toMatchObject({ stage: 'refused', effect: 'took-effect' });
    expect(reduceAction(done, read({ target: 'host-2' }))).toBe(done);
  });

  it('a lost answer may still take effect later', () => {
    expect(
      after(send, fail('unknown'), read({ effect: 'no-effect' }), read({ effect: 'took-effect' })),
    ).toMatchObject({
      stage: 'unclear',
      effect: 'took-effect',
    });
  });

  it('that was refused without effect leaves a later effect to somebody else', () => {
    const later = read({ effect: 'took-effect', overtakenBy: 'Somebody was faster' });
    expect(after(send, fail('refused'), read({ effect: 'no-effect' }), later)).toMatchObject({
      stage: 'superseded',
      by: { kind: 'other-state', words: 'Somebody was faster' },
    });
  });

  it('that met a conflict leaves the effect to somebody else', () => {
    expect(after(send, fail('refused', true), read({ effect: 'took-effect' })).stage).toBe('superseded');
    expect(after(send, fail('refused', false), read({ effect: 'took-effect' })).stage).toBe('refused');
  });

  it('as long as nothing took effect, nobody else did it', () => {
    const conflict = after(send, fail('refused', true), read({ effect: 'no-effect' }));
    expect(conflict).toMatchObject({ stage: 'refused', effect: 'no-effect' });
    expect(reduceAction(conflict, read({ effect: 'unreadable' })).stage).toBe('refused');
  });

  it('another target supersedes it (law 5)', () => {
    const target = read({ target: 'host-1' });
    expect(after(target, send, fail('unknown'), read({ target: 'host-2' }))).toMatchObject({
      stage: 'superseded',
      target: 'host-1',
      by: { kind: 'other-target' },
    });
  });

  it('reports a reading that keeps failing only once (law 10)', () => {
    const unreadable = after(send, fail('unknown'), read({ effect: 'unreadable' }));
    expect(reduceAction(unreadable, read({ effect: 'reading' }))).toBe(unreadable);
  });

  it('what was read is taken back when it can be read no longer, and told again when it can', () => {
    const undone = after(send, fail('unknown'), read({ effect: 'no-effect' }));
    expect(reduceAction(undone, read({ effect: 'reading' }))).toMatchObject({ effect: 'reading' });
    const unreadable = reduceAction(undone, read({ effect: 'unreadable' }));
    expect(unreadable).toMatchObject({ effect: 'unreadable' });
    expect(reduceAction(unreadable, read({ effect: 'no-effect' }))).toMatchObject({ effect: 'no-effect' });
  });

  it('keeps what was sent when it is superseded', () => {
    const target = read({ target: 'host-1' });
    expect(after(target, send, fail('unknown'), read({ target: 'host-2' }))).toMatchObject({
      failure: { sent: 'what was sent' },
    });
  });
});
