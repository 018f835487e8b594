import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggleRow } from '../testing/answers';
import { countSharedIds, isMe, mergeToggles, operatorOf, reasonOf, rowKey } from './toggle-rows';

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

  it('drops what is the same row, and keeps what only has the same id', () => {
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
  it('take the first that says something', () => {
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
  it.each(['abcd-1', 'ABCD-1', 'ME@x.example'])('knows %s', (name) => expect(isMe(name, me)).toBe(true));
  it.each(['abcd-2', '', '***EMAIL_REDACTED***'])('does not take %j for me', (name) =>
    expect(isMe(name, me)).toBe(false),
  );
  it('takes a redacted name for nobody, even when mine is redacted too', () => {
    expect(isMe('***EMAIL_REDACTED***', { id: null, email: '***EMAIL_REDACTED***' })).toBe(false);
  });
});
