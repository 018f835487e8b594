import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggleRow } from '../../testing/answers';
import {
  countSharedIds,
  isMe,
  isMyToggle,
  mergeToggles,
  operatorNames,
  operatorOf,
  operatorShown,
  reasonOf,
  rowKey,
} from './toggle-rows';

const stamp = (second: number) => new Date(second * 1_000).toISOString();
const list = (action: string) =>
  fc
    .array(fc.record({ id: fc.integer({ min: 0, max: 40 }), second: fc.option(fc.nat(50)) }))
    .map((items) =>
      items
        .toSorted((a, b) => (b.second ?? 0) - (a.second ?? 0))
        .map(({ id, second }) =>
          toggleRow({ id: String(id), action, timestamp: second === null ? null : stamp(second) }),
        ),
    );

describe('mergeToggles', () => {
  it('puts the newest first across both lists', () => {
    const engage = [
      toggleRow({ id: 'e2', timestamp: stamp(4) }),
      toggleRow({ id: 'e1', timestamp: stamp(2) }),
    ];
    const disengage = [toggleRow({ id: 'd1', timestamp: stamp(3) })];
    expect(mergeToggles([engage, disengage], 20).map(({ id }) => id)).toEqual(['e2', 'd1', 'e1']);
  });

  it('keeps a row without a usable time beside its newer neighbour', () => {
    const engage = [
      toggleRow({ id: 'e3', timestamp: stamp(9) }),
      toggleRow({ id: 'e2', timestamp: '2026-11-21 08:00' }),
      toggleRow({ id: 'e1', timestamp: stamp(1) }),
    ];
    const disengage = [toggleRow({ id: 'd1', timestamp: stamp(5) })];
    expect(mergeToggles([engage, disengage], 20).map(({ id }) => id)).toEqual(['e3', 'e2', 'd1', 'e1']);
  });

  it('drops repeated rows, and keeps different rows with the same id', () => {
    const row = toggleRow({ id: 'x', timestamp: stamp(1), reason: 'polled' });
    const later = { ...row, timestamp: stamp(2) };
    const lifted = { ...row, action: 'kill_switch_disengaged' };
    const merged = mergeToggles([[later, row], [{ ...row, reason: 'on its page' }], [lifted]], 20);
    expect(merged).toEqual([later, row, lifted]);
    expect(countSharedIds(merged)).toBe(3);
    expect(countSharedIds([...merged, toggleRow({ id: 'y' }), toggleRow({ id: 'z' })])).toBe(3);
    expect(countSharedIds([row])).toBe(0);
  });

  it('is ordered, free of duplicates, within the limit, and loses nothing below it', () => {
    fc.assert(
      fc.property(list('kill_switch_engaged'), list('kill_switch_disengaged'), fc.nat(60), (a, b, limit) => {
        const merged = mergeToggles([a, b], limit);
        const keys = merged.map(rowKey);
        const times = merged.flatMap(({ timestamp }) => (timestamp ? [Date.parse(timestamp)] : []));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBe(Math.min(limit, new Set([...a, ...b].map(rowKey)).size));
        expect(times).toEqual([...times].toSorted((x, y) => y - x));
      }),
    );
  });
});

describe('operatorOf and reasonOf', () => {
  it('take the first value that contains text', () => {
    expect(operatorOf(toggleRow({ metadata_json: { actor: ' ', user_id: 'u-1', operator: 'x' } }))).toBe(
      'u-1',
    );
    expect(reasonOf(toggleRow({ metadata_json: { reason: '' }, reason: 'top' }))).toBe('top');
  });

  it.each([
    null,
    {},
    { actor: 5, reason: {} },
    JSON.parse('{"__proto__":{"actor":"evil","reason":"evil"}}') as object,
  ])('find nothing in %j', (metadata_json) => {
    const row = toggleRow({ metadata_json: metadata_json && { ...metadata_json }, reason: null });
    expect(operatorOf(row)).toBeNull();
    expect(reasonOf(row)).toBeNull();
  });
});

describe('isMe', () => {
  const me = { id: 'ABCD-1', email: 'me@x.example' };
  it.each(['abcd-1', 'ABCD-1', 'ME@x.example'])('recognises %s', (name) => expect(isMe(name, me)).toBe(true));
  it.each(['abcd-2', '', '***EMAIL_REDACTED***'])('does not recognise %j', (name) =>
    expect(isMe(name, me)).toBe(false),
  );
  it('matches nobody by a redacted name, even when the person’s own name is redacted too', () => {
    expect(isMe('***EMAIL_REDACTED***', { id: null, email: '***EMAIL_REDACTED***' })).toBe(false);
  });
});

describe('operatorShown', () => {
  const REDACTED = '***EMAIL_REDACTED***';
  it.each<[string, Record<string, unknown>, string | null]>([
    ['the email address before the id', { actor: 'u-1', actor_email: 'ada@x.example' }, 'ada@x.example'],
    ['the name before the id', { user_id: 'u-1', actor_name: 'Ada Lovelace' }, 'Ada Lovelace'],
    ['both when both are recorded', { actor_email: 'a@x', actor_name: 'Ada' }, 'Ada (a@x)'],
    ['one of them when both are the same', { actor_email: 'a@x', actor_name: 'a@x' }, 'a@x'],
    ['the id when neither is recorded', { actor: 'u-1', actor_email: ' ', actor_name: 7 }, 'u-1'],
    [
      'the name when the address is redacted',
      { actor: 'u-1', actor_email: REDACTED, actor_name: 'Ada' },
      'Ada',
    ],
    ['the id when everything else is redacted', { actor: 'u-1', actor_email: REDACTED }, 'u-1'],
    ['the redacted text when nothing else is recorded', { actor_email: REDACTED }, REDACTED],
    ['nobody when nothing is recorded', {}, null],
  ])('is %s', (_what, metadata_json, shown) => {
    expect(operatorShown(toggleRow({ metadata_json }))).toBe(shown);
  });

  it('can be found by name, address and id, and never by redacted text', () => {
    const named = toggleRow({ metadata_json: { actor: 'u-1', actor_email: 'a@x', actor_name: 'Ada' } });
    expect(operatorNames(named)).toEqual(['Ada (a@x)', 'u-1']);
    expect(operatorNames(toggleRow({ metadata_json: { actor: 'u-1' } }))).toEqual(['u-1']);
    expect(operatorNames(toggleRow({ metadata_json: { actor: REDACTED } }))).toEqual([]);
    expect(operatorNames(toggleRow({ metadata_json: { actor: REDACTED, actor_name: 'Ada' } }))).toEqual([
      'Ada',
    ]);
  });
});

describe('isMyToggle', () => {
  const mine = '5ec05f6a-0000-4000-8000-000000000001';
  const other = '5ec05f6a-0000-4000-8000-000000000002';
  const me = { id: mine, email: 'me@x.example' };
  it.each<[string, Record<string, unknown>, boolean]>([
    ['my id', { actor: mine.toUpperCase() }, true],
    ['my address', { actor_email: 'ME@x.example' }, true],
    ['my address with an id of another kind', { actor: 'console-7', actor_email: 'me@x.example' }, true],
    [
      'my address with a redacted id',
      { actor: '***HEX_SECRET_REDACTED***', actor_email: 'me@x.example' },
      true,
    ],
    ['my id under another name', { actor: mine, actor_name: 'Somebody' }, true],
    ['my address with the id of another person', { actor: other, actor_email: 'me@x.example' }, false],
    ['a name alone, which others may have, too', { actor_name: 'me@x.example' }, false],
    ['somebody else', { actor: other, actor_email: 'you@x.example' }, false],
    ['nobody', {}, false],
  ])('decides correctly for %s', (_what, metadata_json, answer) => {
    expect(isMyToggle(toggleRow({ metadata_json }), me)).toBe(answer);
  });

  it('compares the address where the person’s own id is not known', () => {
    const row = toggleRow({ metadata_json: { actor: other, actor_email: 'me@x.example' } });
    expect(isMyToggle(row, { ...me, id: null })).toBe(true);
  });
});
