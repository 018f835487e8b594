import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../api/http/outcome';
import { accept, after, fail, read, send, type Event, type State } from '../testing/action-events';
import { canSend, composed, reduceAction, type Effect } from './action-state';

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
