import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentAction } from '../testing/answers';
import { ownEvent } from './events';

const t0 = { wall: 0, mono: 0 };
const events = [
  { id: '4', kind: 'rollback', correlation_id: 'c-4' },
  { id: '3', kind: 'rollback', correlation_id: 'c-3' },
  { id: '2', kind: 'mode_change', correlation_id: 'c-3' },
  { id: '1', kind: 'rollback', correlation_id: null },
];

describe('the event of an action', () => {
  it('is the one with its correlation id, of its own kind rather than another', () => {
    expect(ownEvent(sentAction(t0, { correlationId: 'c-3' }), events)?.id).toBe('3');
    expect(ownEvent(sentAction(t0, { correlationId: 'c-3', kind: 'mode_change' }), events)?.id).toBe('2');
    expect(ownEvent(sentAction(t0, { correlationId: 'c-3', kind: 'export' }), events)?.id).toBe('3');
    expect(ownEvent(sentAction(t0, { correlationId: 'other' }), events)).toBeNull();
  });

  it('is, without a correlation id, the oldest of its kind that was not there before', () => {
    expect(ownEvent(sentAction(t0, { eventsBefore: new Set(['1', '2']) }), events)?.id).toBe('3');
    expect(ownEvent(sentAction(t0, { eventsBefore: new Set(['1', '3', '4']) }), events)).toBeNull();
  });

  it('is never guessed when nobody knows what was there before', () => {
    expect(ownEvent(sentAction(t0), events)).toBeNull();
  });

  it('is never one that was there before', () => {
    const ids = fc.subarray(events.map(({ id }) => id));
    fc.assert(
      fc.property(ids, (before) => {
        const found = ownEvent(sentAction(t0, { eventsBefore: new Set(before) }), events);
        if (found) expect(before).not.toContain(found.id);
      }),
    );
  });
});
