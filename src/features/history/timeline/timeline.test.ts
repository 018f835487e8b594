import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { pairIncidents, type Incident } from '../answer/incidents';
import { periodOf, type Range } from '../filter/dates';
import { layOut as layOutWindow } from './timeline';
import { windowOf } from './window';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-21T08:22:37Z');
const iso = (ms: number) => new Date(ms).toISOString();

/** Incidents by hours before now, oldest first: `e5` engaged five hours ago, `d?` disengaged at an unknown time. */
const told = (words: string) =>
  pairIncidents(
    words
      .split(' ')
      .map((word, n) =>
        toggleRow({
          id: `${n}${word}`,
          action: word.startsWith('e') ? 'kill_switch_engaged' : 'kill_switch_disengaged',
          timestamp: word.endsWith('?') ? null : iso(now - Number(word.slice(1)) * HOUR),
        }),
      )
      .toReversed(),
  );
/** The layout of a range that ends at a moment, as the page makes it. */
function layOut(list: readonly Incident[], range: Range, at: number, knownSince: number | null) {
  const window = windowOf(periodOf({ range, from: '', to: '' }, at), list, at);
  if (!window) throw new Error('no window');
  return layOutWindow(list, window, at, knownSince);
}
const spansOf = (words: string, range: Range = '24h') =>
  layOut(told(words), range, now, null).spans.map(({ from, to, open }) => [
    (now - from) / HOUR,
    (now - to) / HOUR,
    open,
  ]);

const anyRange = fc.constantFrom<Range>('24h', '7d', '90d', 'all');
/** Hours before now, some in the future, in any order. */
const hours = fc.oneof(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 4_000 }));
const words = fc
  .array(fc.tuple(fc.constantFrom('e', 'd'), fc.option(hours)), { minLength: 1, maxLength: 200 })
  .map((items) => items.map(([kind, ago]) => `${kind}${ago ?? '?'}`));
const incidents = words.map((list) => told(list.join(' ')));
const ordered = fc
  .array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 400 })
  .map((list) => list.toSorted((a, b) => b - a))
  .map((list) => told(list.map((ago, n) => `${n % 2 ? 'd' : 'e'}${ago}`).join(' ')));

/** Whether an incident has a place in the window, implemented differently from the code. */
function touches({ start, end, disengage, durationMs }: Incident, from: number): boolean {
  if (disengage === null) return true;
  if (durationMs !== null) return (end ?? 0) >= from;
  return (start ?? end ?? -Infinity) >= from;
}

describe('layOut', () => {
  it.each<[string, string, Range, unknown]>([
    [
      'cuts incidents off at the edge of the window',
      'e30 d20 e10 d8',
      '24h',
      [
        [24, 20, false],
        [10, 8, false],
      ],
    ],
    ['extends an open incident to now', 'e3', '24h', [[3, 0, true]]],
    ['fills the window with an old open incident', 'e900', '7d', [[168, 0, true]]],
    ['leaves out an incident from before the window', 'e50 d40', '24h', []],
    ['shows an unknown end as a point at the start', 'e5 d?', '24h', [[5, 5, false]]],
    ['shows an unknown start as a point at the end', 'd5', '24h', [[5, 5, false]]],
    ['shows an open incident with an unknown start as a point at now', 'e?', '24h', [[0, 0, true]]],
    ['does not place an incident without known times', 'e? d?', '24h', []],
    ['shows an end before the start as a point', 'e5 d6', '24h', [[5, 5, false]]],
    ['counts times in the future as now', 'e2 d-3 e-4', '24h', [[2, 0, true]]],
    ['begins all with the oldest incident', 'e2000 d1900', 'all', [[2000, 1900, false]]],
  ])('%s', (_what, list, over, expected) => {
    expect(spansOf(list, over)).toEqual(expected);
  });

  it('gives every range its window', () => {
    const width = (over: Range, list = 'e1') => {
      const { start, end } = layOut(told(list), over, now, null);
      return (end - start) / HOUR;
    };
    expect([width('24h'), width('7d'), width('90d'), width('all'), width('all', 'e99 d98')]).toEqual([
      24,
      7 * 24,
      90 * 24,
      24,
      99,
    ]);
  });

  it('says from which moment on it knows everything', () => {
    const before = (knownSince: number | null) => layOut([], '24h', now, knownSince).unknownBefore;
    expect(before(null)).toBeNull();
    expect(before(now - DAY)).toBeNull();
    expect(before(now - HOUR)).toBe(now - HOUR);
    expect(before(Infinity)).toBe(now);
  });

  it.each<[string, string, Range, number]>([
    ['of which nothing is known', 'e? d? e5 d4', '24h', 1],
    ['that began before the window and has an unknown end', 'e30 d?', '24h', 1],
    ['is none when it ended before the window', 'd30', '24h', 0],
    ['is none when it began in the window', 'e5 d?', '24h', 0],
    ['is none while it is open', 'e?', '24h', 0],
    ['is none where the window is long enough', 'e30 d?', '7d', 0],
  ])('counts an incident that has no certain place: one %s', (_what, list, over, unplaced) => {
    expect(layOut(told(list), over, now, null).unplaced).toBe(unplaced);
  });

  it('joins incidents that are too close to be pointed at one by one', () => {
    const { marks } = layOut(told('e10 d9.9 e9.8 d9.7 e5 d1 e0.95'), '24h', now, null);
    expect(marks.map(({ incidents: list, open }) => [list.map(({ id }) => id), open])).toEqual([
      [['0e10', '2e9.8'], false],
      [['4e5'], false],
      [['6e0.95'], true],
    ]);
  });

  it('does not join a long chain of neighbours into one mark', () => {
    const list = Array.from({ length: 10_000 }, (_, n) => `${n % 2 ? 'd' : 'e'}${(10_000 - n) / 10}`);
    const { marks } = layOut(told(list.join(' ')), 'all', now, null);
    expect(marks.length).toBeGreaterThan(50);
    expect(marks.length).toBeLessThanOrEqual(60);
  });

  it('keeps spans inside the window, in order and separate', () => {
    fc.assert(
      fc.property(fc.oneof(incidents, ordered), anyRange, (list, over) => {
        const { start, end, spans } = layOut(list, over, now, null);
        expect(end).toBe(now);
        expect(spans.every(({ from, to }) => start <= from && from <= to && to <= end)).toBe(true);
        expect(spans.slice(1).every(({ from }, n) => from > (spans[n]?.to ?? Infinity))).toBe(true);
        expect(spans.filter(({ open }) => open)).toHaveLength(list[0]?.disengage === null ? 1 : 0);
        if (list[0]?.disengage === null) expect(spans.at(-1)).toMatchObject({ open: true, to: now });
      }),
    );
  });

  it('puts every incident that touches the window into exactly one of at most 60 marks', () => {
    fc.assert(
      fc.property(fc.oneof(incidents, ordered), anyRange, (list, over) => {
        const { start, end, marks, spans } = layOut(list, over, now, null);
        const marked = marks.flatMap((mark) => mark.incidents.map(({ id }) => id));
        const expected = list.filter((incident) => touches(incident, start)).map(({ id }) => id);
        expect(marked.toSorted()).toEqual(expected.toSorted());
        expect(marks.length).toBeLessThanOrEqual(60);
        expect(marks.every(({ from, to }) => start <= from && from <= to && to <= end)).toBe(true);
        expect(marks.slice(1).every(({ from }, n) => from >= (marks[n]?.to ?? Infinity))).toBe(true);
        for (const { from, to } of spans) {
          expect(marks.some((mark) => mark.from <= to && mark.to >= from)).toBe(true);
        }
      }),
    );
  });
});
