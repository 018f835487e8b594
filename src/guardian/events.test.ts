import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentAction } from '../testing/answers';
import { idsOf, newEvents, ownEvent, reachBack } from './events';

const t0 = { wall: 0, mono: 0 };
const me = { id: '0b8e7a52-3f0d-4c4e-9d7a-5f6a7b8c9d01', email: 'ada@x.example' };
const ID = '6a1f8c0e-1f1a-4a44-8f0e-2f6a4f1c9b11';
const events = [
  { id: '4', kind: 'rollback', correlation_id: 'c-4' },
  { id: '3', kind: 'rollback', correlation_id: 'c-3' },
  { id: '2', kind: 'mode_change', correlation_id: 'c-3' },
  { id: '1', kind: 'rollback', correlation_id: null },
];

describe('the event of an action', () => {
  it('is the one with its correlation id, preferably of its own kind', () => {
    const of = (over: Parameters<typeof sentAction>[1]) => ownEvent(sentAction(t0, over), me, events)?.id;
    expect(of({ correlationId: 'c-3' })).toBe('3');
    expect(of({ correlationId: 'c-3', kind: 'mode_change' })).toBe('2');
    expect(of({ correlationId: 'c-3', kind: 'export' })).toBe('3');
    expect(of({ correlationId: 'other' })).toBeUndefined();
  });

  it('is, without a correlation id, the oldest new one of its kind', () => {
    const of = (before: string[]) =>
      ownEvent(sentAction(t0, { eventsBefore: new Set(before) }), me, events)?.id;
    expect(of(['1', '2'])).toBe('3');
    expect(of(['1', '3', '4'])).toBeUndefined();
  });

  it('is never guessed when it is not known which events are new', () => {
    expect(ownEvent(sentAction(t0), me, events)).toBeNull();
  });

  it('is never one that existed before', () => {
    const ids = fc.subarray(events.map(({ id }) => id));
    fc.assert(
      fc.property(ids, (before) => {
        const found = ownEvent(sentAction(t0, { eventsBefore: new Set(before) }), me, events);
        if (found) expect(before).not.toContain(found.id);
      }),
    );
  });

  const sent = sentAction(t0, { eventsBefore: new Set() });
  const own = (
    over: { outcome?: string; actor?: string | null },
    who: typeof me | { id: null; email: string },
  ) => ownEvent(sent, who, [{ id: 'new', kind: 'rollback', ...over }]) !== null;

  it.each([
    'REFUSED (exit blocked)',
    'DENIED (Safe Mode)',
    'exit_blocked',
    'FAILED',
    'Rejected',
    'error',
    'NOT DONE',
    'TIMEOUT',
    'Unauthorized',
  ])('is not one with the outcome %s', (outcome) => expect(own({ outcome }, me)).toBe(false));

  it.each([
    'ROLLED BACK',
    'SAFE',
    'NORMAL',
    'RESET',
    'ACKNOWLEDGED',
    'OPERATOR_OVERRIDE',
    'DONE',
    'ok',
    'EXPORTED',
  ])('may be one with the outcome %s', (outcome) => expect(own({ outcome }, me)).toBe(true));

  it.each<[string, string | null, boolean]>([
    ['me by email', 'Ada@X.example', true],
    ['me by id', me.id.toUpperCase(), true],
    ['another email', 'eve@x.example', false],
    ['another id', ID, false],
    ['nobody', null, true],
    ['a blank', ' ', true],
    ['a redacted name', '***EMAIL_REDACTED***', true],
    ['the service itself', 'Guardian', true],
  ])('is decided correctly when its actor is %s', (_, actor, mayBeMine) =>
    expect(own({ actor }, me)).toBe(mayBeMine),
  );

  it('may be mine by an unknown id while my own id is not known', () => {
    expect(own({ actor: ID }, { id: null, email: me.email })).toBe(true);
    expect(own({ actor: 'eve@x.example' }, { id: null, email: me.email })).toBe(false);
  });
});

it('only events of the kind count that were done and not there before, newest first', () => {
  const failed = { id: '5', kind: 'rollback', outcome: 'FAILED' };
  const found = newEvents([failed, ...events], 'rollback', idsOf(events.slice(1, 2)));
  expect(found.map(({ id }) => id)).toEqual(['4', '1']);
});

it('a verification that failed was made all the same', () => {
  const failed = [{ id: 'new', kind: 'integrity', outcome: 'FAILED' }];
  expect(newEvents(failed, 'integrity', new Set())).toEqual(failed);
});

describe('the newest events reach back far enough or not:', () => {
  const page = (length: number) => Array.from({ length }, (_, index) => ({ id: `new ${index}` }));
  it.each([
    ['contain one from before', [...page(49), { id: 'old' }], ['old', 'older'], true],
    ['contain none from before', page(50), ['old'], false],
    ['started again', page(3), ['old'], false],
    ['are all that exist', page(49), [], true],
    ['may continue', page(50), [], false],
  ])('they %s', (_, items, before, told) => expect(reachBack(items, new Set(before))).toBe(told));
});
