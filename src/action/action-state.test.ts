import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../api/http/outcome';
import {
  canSend,
  composed,
  reduceAction,
  type ActionEvent,
  type ActionState,
  type Effect,
  type Evidence,
} from './action-state';

type State = ActionState<string, string>;
type Event = ActionEvent<string, string>;

const nothing: Evidence = { effect: 'reading', target: null, overtakenBy: null };
const read = (evidence: Partial<Evidence>): Event => ({
  type: 'read',
  evidence: { ...nothing, ...evidence },
});
const fail = (proof: Proof, conflict = false): Event => ({
  type: 'fail',
  failure: { error: proof, proof, conflict, sent: 'what was sent' },
});
const accept: Event = { type: 'accept', sent: 'what was sent', result: 'done' };
const send: Event = { type: 'send' };
const after = (...events: Event[]): State => events.reduce<State>(reduceAction, composed);

describe('an action that was not sent yet', () => {
  it('can be sent', () => {
    expect(canSend(composed)).toBe(true);
    expect(after(send).stage).toBe('sending');
  });

  it('is superseded when the decision no longer holds (law 5)', () => {
    expect(after(read({ overtakenBy: 'Somebody was faster' }))).toMatchObject({
      stage: 'superseded',
      by: { kind: 'other-state', words: 'Somebody was faster' },
    });
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

  it('shows no effect, because nothing was sent', () => {
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

describe('an action after a refusal or a lost answer', () => {
  it.each(['refused', 'unknown'] as const)('gets its effect only from reading (law 4): %s', (proof) => {
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

  it('may still take effect later if its answer was lost', () => {
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

  it('is superseded by another target (law 5)', () => {
    const target = read({ target: 'host-1' });
    expect(after(target, send, fail('unknown'), read({ target: 'host-2' })).stage).toBe('superseded');
  });

  it('reports a reading that keeps failing only once (law 10)', () => {
    const unreadable = after(send, fail('unknown'), read({ effect: 'unreadable' }));
    expect(reduceAction(unreadable, read({ effect: 'reading' }))).toBe(unreadable);
  });

  it('keeps what was sent when it is superseded', () => {
    const target = read({ target: 'host-1' });
    expect(after(target, send, fail('unknown'), read({ target: 'host-2' }))).toMatchObject({
      failure: { sent: 'what was sent' },
    });
  });
});

describe('an action with any order of events', () => {
  const effect = fc.constantFrom<Effect>('reading', 'unreadable', 'untold', 'no-effect', 'took-effect');
  const event = fc.oneof(
    fc.constant<Event>({ type: 'open' }),
    fc.constant<Event>(send),
    fc.constant<Event>(accept),
    fc.tuple(fc.constantFrom<Proof>('not-sent', 'refused', 'unknown'), fc.boolean()).map((of) => fail(...of)),
    fc
      .record({
        effect,
        target: fc.constantFrom(null, 'host-1', 'host-2'),
        overtakenBy: fc.constantFrom(null, 'Somebody was faster'),
      })
      .map(read),
  );

  it('is never sent twice without another decision, and never continues after its end', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state: State = composed;
        for (const next of events) {
          const before: State = state;
          state = reduceAction(before, next);
          if (next.type === 'open') continue;
          if (before.stage === 'superseded') expect(state.stage).toBe('superseded');
          if ('effect' in before && before.effect === 'took-effect') expect(canSend(state)).toBe(false);
          if (before.target !== null) expect(state.target).toBe(before.target);
          if (state.stage === 'sending' && before.stage !== 'sending') expect(canSend(before)).toBe(true);
        }
      }),
    );
  });

  it('does not change when the same reading is taken in twice', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), event, (events, last) => {
        fc.pre(last.type === 'read');
        const state = reduceAction(after(...events), last);
        expect(reduceAction(state, last)).toBe(state);
      }),
    );
  });
});
