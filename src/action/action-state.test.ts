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

describe('before it is sent', () => {
  it('can be sent', () => {
    expect(canSend(composed)).toBe(true);
    expect(after(send).stage).toBe('sending');
  });

  it('is superseded when the decision is void (law 5)', () => {
    expect(after(read({ overtakenBy: 'Somebody was faster' }))).toMatchObject({
      stage: 'superseded',
      by: { kind: 'other-state', words: 'Somebody was faster' },
    });
  });

  it('learns its target once, and is superseded by another one (law 5)', () => {
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

  it('shows no effect of something that was never sent', () => {
    expect(after(read({ effect: 'took-effect' }))).toEqual(composed);
  });
});

describe('while it is under way', () => {
  it('is not sent again, and no reading decides about it', () => {
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
  ] as const)('becomes, when its failure proves %s, %s', (proof, stage) => {
    const state = after(send, fail(proof));
    expect(state).toMatchObject({ stage, failure: { proof } });
    expect(canSend(state)).toBe(true);
  });

  it('becomes accepted, and cannot be sent again', () => {
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

describe('after a refusal or a lost answer', () => {
  it.each(['refused', 'unknown'] as const)('only reading tells the effect (law 4): %s', (proof) => {
    const effects: Effect[] = ['unreadable', 'untold', 'no-effect', 'took-effect'];
    for (const effect of effects)
      expect(after(send, fail(proof), read({ effect }))).toMatchObject({ effect });
  });

  it('what took effect stays so, and is not sent again', () => {
    const done = after(send, fail('unknown'), read({ effect: 'took-effect' }));
    expect(canSend(done)).toBe(false);
    expect(reduceAction(done, read({ effect: 'no-effect', target: 'b', overtakenBy: 'x' }))).toEqual({
      ...done,
      target: 'b',
    });
  });

  it('a lost answer may still take effect later', () => {
    expect(
      after(send, fail('unknown'), read({ effect: 'no-effect' }), read({ effect: 'took-effect' })),
    ).toMatchObject({
      stage: 'unclear',
      effect: 'took-effect',
    });
  });

  it('what was refused and read back as not done is somebody else’s when it is done later', () => {
    const later = read({ effect: 'took-effect', overtakenBy: 'Somebody was faster' });
    expect(after(send, fail('refused'), read({ effect: 'no-effect' }), later)).toMatchObject({
      stage: 'superseded',
      by: { kind: 'other-state', words: 'Somebody was faster' },
    });
  });

  it('a conflict is somebody else’s effect', () => {
    expect(after(send, fail('refused', true), read({ effect: 'took-effect' })).stage).toBe('superseded');
    expect(after(send, fail('refused', false), read({ effect: 'took-effect' })).stage).toBe('refused');
  });

  it('another target supersedes it (law 5)', () => {
    const target = read({ target: 'host-1' });
    expect(after(target, send, fail('unknown'), read({ target: 'host-2' })).stage).toBe('superseded');
  });

  it('a reading that goes on failing is told once (law 10)', () => {
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

describe('in any order of events', () => {
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

  it('nothing is sent twice without another decision, and nothing that is over comes back to life', () => {
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

  it('taking in a reading twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), event, (events, last) => {
        fc.pre(last.type === 'read');
        const state = reduceAction(after(...events), last);
        expect(reduceAction(state, last)).toBe(state);
      }),
    );
  });
});
