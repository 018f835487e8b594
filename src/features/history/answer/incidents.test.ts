import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../../api/schemas';
import { parseTimestamp } from '../../../lib/time';
import { toggleRow } from '../../../testing/answers';
import { pairIncidents, toggleOf, type Incident } from './incidents';

const stamp = (second: number) => new Date(second * 1_000).toISOString();

/**
 * Rows from a story in short form, oldest first: `e5` engage in second 5, `d?` disengage at an unknown time, `x5` unknown
 * action.
 */
function story(words: string): AuditRow[] {
  const actions = { e: 'kill_switch_engaged', d: 'kill_switch_disengaged', x: 'kill_switch_tested' };
  return words
    .split(' ')
    .map((word, index) =>
      toggleRow({
        id: `${index}${word}`,
        action: actions[word[0] as keyof typeof actions],
        timestamp: word[1] === '?' ? null : stamp(Number(word.slice(1))),
      }),
    )
    .toReversed();
}

const ids = (rows: readonly (AuditRow | null)[]) => rows.map((row) => row?.id ?? '-').join(' ');
/** The incidents in short form, newest first: `engage +repeats disengage +extra`. */
const told = (words: string) =>
  pairIncidents(story(words)).map(({ engage, repeats, disengage, extra }) =>
    [
      ids([engage]),
      ...repeats.map(({ id }) => `+${id}`),
      ids([disengage]),
      ...extra.map(({ id }) => `+${id}`),
    ].join(' '),
  );

const rowsOf = ({ engage, repeats, disengage, extra }: Incident) =>
  [engage, ...repeats, disengage, ...extra].filter((row) => row !== null);

const anyRows = fc
  .array(fc.tuple(fc.constantFrom('e', 'e', 'd', 'd', 'x'), fc.option(fc.nat(12))), { maxLength: 40 })
  .map((items) =>
    items.length === 0 ? [] : story(items.map(([kind, at]) => `${kind}${at ?? '?'}`).join(' ')),
  );
const orderedRows = fc
  .array(fc.tuple(fc.constantFrom('e', 'd'), fc.nat(30)), { minLength: 1, maxLength: 40 })
  .map((items) => items.toSorted((a, b) => a[1] - b[1]))
  .map((items) => story(items.map((item) => item.join('')).join(' ')));

describe('pairIncidents', () => {
  it('pairs an engage with the disengage that lifted it', () => {
    expect(pairIncidents(story('e10 d40'))).toMatchObject([
      { id: '0e10', start: 10_000, end: 40_000, durationMs: 30_000 },
    ]);
  });

  it.each([
    ['leaves an incident open that nothing has lifted', 'e1 d2 e3', ['2e3 -', '0e1 1d2']],
    ['keeps a second engage as a repeat', 'e1 e2 e3 d4', ['0e1 +1e2 +2e3 3d4']],
    ['accepts a disengage without a known engage', 'd1 e2', ['1e2 -', '- 0d1']],
    ['keeps a second disengage as an extra', 'd1 d2 e3 d4 d5 d6', ['2e3 3d4 +4d5 +5d6', '- 0d1 +1d2']],
    ['ignores unknown actions', 'e1 x2 d3 x4', ['0e1 2d3']],
    ['orders two rows of one moment while disengaged', 'd1 e1', ['1e1 0d1']],
    ['orders two rows of one moment while engaged', 'e1 e2 d2', ['1e2 -', '0e1 2d2']],
    ['orders many rows of one moment', 'e1 d1 d1 e1 e1', ['4e1 -', '3e1 2d1', '0e1 1d1']],
    ['keeps rows with unknown times in their place', 'e5 d? e? d7', ['2e? 3d7', '0e5 1d?']],
    ['does not reorder rows across an unknown time', 'd5 e? e5', ['1e? +2e5 -', '- 0d5']],
  ])('%s', (_what, words, expected) => {
    expect(told(words)).toEqual(expected);
  });

  it('has no duration when a time is missing or the clock went back', () => {
    expect(pairIncidents(story('e? d4'))).toMatchObject([{ start: null, end: 4_000, durationMs: null }]);
    expect(pairIncidents(story('e4 d?'))).toMatchObject([{ start: 4_000, end: null, durationMs: null }]);
    expect(pairIncidents(story('e4 d3'))).toMatchObject([{ start: 4_000, end: 3_000, durationMs: null }]);
    expect(pairIncidents([])).toEqual([]);
  });

  it('puts every row of a known action into exactly one incident, once', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const placed = pairIncidents(rows).flatMap(rowsOf);
        const known = rows.filter((row) => toggleOf(row) !== null);
        expect(new Set(placed)).toEqual(new Set(known));
        expect(placed).toHaveLength(known.length);
      }),
    );
  });

  it('keeps each kind of row in its place: only the newest incident is open, only the oldest has no engage', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const incidents = pairIncidents(rows);
        for (const [index, { id, engage, repeats, disengage, extra }] of incidents.entries()) {
          expect([engage ?? repeats[0], ...repeats].every((row) => !row || toggleOf(row) === 'engage')).toBe(
            true,
          );
          expect([disengage, ...extra].every((row) => !row || toggleOf(row) === 'disengage')).toBe(true);
          expect(id).toBe((engage ?? disengage)?.id);
          if (disengage === null) expect([index, extra]).toEqual([0, []]);
          if (engage === null) expect([index, repeats]).toEqual([incidents.length - 1, []]);
        }
      }),
    );
  });

  it('changes no row, and ignores rows of unknown actions', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const before = structuredClone(rows);
        const incidents = pairIncidents(rows);
        expect(rows).toEqual(before);
        expect(pairIncidents(rows.filter((row) => toggleOf(row) !== null))).toEqual(incidents);
      }),
    );
  });

  it('returns ordered rows in the order of time, newest first, without overlap', () => {
    fc.assert(
      fc.property(orderedRows, (rows) => {
        const incidents = pairIncidents(rows);
        const times = incidents
          .toReversed()
          .flatMap((incident) => rowsOf(incident).map((row) => parseTimestamp(row.timestamp) ?? 0));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(
          incidents.every(
            ({ engage, disengage, durationMs }) => !engage || !disengage || durationMs !== null,
          ),
        ).toBe(true);
      }),
    );
  });

  it('does not depend on the order of an engage and a disengage at the same moment', () => {
    fc.assert(
      fc.property(orderedRows, fc.nat(60), (rows, at) => {
        const [a, b] = rows.slice(at, at + 2);
        if (!a || !b || a.action === b.action || a.timestamp !== b.timestamp) return;
        expect(pairIncidents(rows.with(at, b).with(at + 1, a))).toEqual(pairIncidents(rows));
      }),
    );
  });
});
