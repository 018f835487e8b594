import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeToggles } from '../../../api/audit/toggle-rows';
import { toggleRow } from '../../../testing/answers';
import { answerFor, labelOf } from './answer';
import { periodOf } from '../filter/dates';
import { pairIncidents } from './incidents';

const NOW = '2026-11-26T12:00:00Z';
const at = (
  action: 'engaged' | 'disengaged',
  timestamp: string | null,
  reason = 'Runaway agent',
  actor = 'ada',
) =>
  toggleRow({
    id: `${action} ${timestamp}`,
    action: `kill_switch_${action}`,
    timestamp,
    metadata_json: { actor, reason },
  });

type Rows = ReturnType<typeof at>[];
function answer(rows: Rows, from: string, to = from, { gaps = [] as string[], now = NOW } = {}) {
  const period = periodOf({ range: 'all', from, to }, 0);
  if (!period) throw new Error('no dates');
  return answerFor(period, { incidents: pairIncidents(rows), now: Date.parse(now), gaps });
}

const monday = at('engaged', '2026-11-23T08:00:00Z');
const over = (timestamp: string | null) => at('disengaged', timestamp, 'Over', 'sam');

describe('the answer', () => {
  it('counts a day within an incident that is still open as engaged all day', () => {
    expect(answer([monday], '2026-11-24')).toBe(
      'Tue 24 Nov 2026: engaged 24 h of 24 h, by ada, why: Runaway agent.',
    );
  });

  it('counts only the hours within the day', () => {
    expect(answer([over('2026-11-23T20:30:00Z'), monday], '2026-11-23')).toBe(
      'Mon 23 Nov 2026: engaged 12 h 30 min of 24 h, by ada, why: Runaway agent.',
    );
    expect(answer([over('2026-11-25T20:30:00Z'), monday], '2026-11-25')).toContain(
      'engaged 20 h 30 min of 24 h',
    );
    expect(answer([over('2026-11-23T08:00:00.400Z'), monday], '2026-11-23')).toContain(
      'engaged less than 1 s of 24 h',
    );
  });

  it('counts until now when the period has not ended', () => {
    expect(answer([monday], '2026-11-26')).toContain('Thu 26 Nov 2026: engaged 12 h of 12 h so far, by ada');
    expect(answer([monday], '2026-11-22', '')).toContain(
      'Since Sun 22 Nov 2026: engaged 3 d 4 h of 4 d 12 h so far',
    );
    expect(answer([monday], '2026-11-27')).toBe('Fri 27 Nov 2026: not known, this time has not come yet.');
  });

  it('gives the total length when there is no first day', () => {
    expect(answer([over('2026-11-23T20:00:00Z'), monday], '', '2026-11-30')).toContain(
      'Until Mon 30 Nov 2026: engaged 12 h so far, by ada',
    );
  });

  it('says "not engaged" when that is known, and never when something may be missing', () => {
    expect(answer([monday], '2026-11-20')).toBe('Fri 20 Nov 2026: not engaged.');
    expect(answer([], '2026-11-20')).toBe('Fri 20 Nov 2026: not engaged.');
    expect(answer([monday], '2026-11-20', '2026-11-20', { gaps: ['not every toggle has been read'] })).toBe(
      'Fri 20 Nov 2026: no engagement found, but there may have been one, because not every toggle has been read.',
    );
  });

  it('says "at least" when something may be missing', () => {
    expect(answer([monday], '2026-11-24', '2026-11-24', { gaps: ['2 rows could not be read'] })).toBe(
      'Tue 24 Nov 2026: engaged at least 24 h of 24 h, by ada, why: Runaway agent; more is not known, because 2 rows could not be read.',
    );
  });

  it.each([
    ['a disengage without an engage', [over('2026-11-23T08:00:00Z')], '2026-11-20'],
    ['an engage without a time', [over('2026-11-23T08:00:00Z'), at('engaged', null)], '2026-11-20'],
    ['a disengage without a time', [over(null), monday], '2026-11-25'],
    ['an end before the beginning', [over('2026-11-20T08:00:00Z'), monday], '2026-11-21'],
  ])('says "may have been" when times are missing: %s', (_what, rows, day) => {
    const words = answer(rows, day);
    expect(words).toContain('may have been engaged');
    expect(words).toContain('because the times of 1 incident are not known');
    expect(words).not.toContain('not engaged');
  });

  it('describes up to three incidents one by one, oldest first, and names the people of more', () => {
    const hour = (h: number) => `2026-11-20T${String(h).padStart(2, '0')}:00:00Z`;
    const rows = (n: number) =>
      Array.from({ length: n }, (_, k) => [
        at('engaged', hour(2 * k), `Why ${k}.`, `p${k}`),
        over(hour(2 * k + 1)),
      ])
        .flat()
        .toReversed();
    expect(answer(rows(2), '2026-11-20')).toBe(
      'Fri 20 Nov 2026: engaged 2 h of 24 h in 2 incidents: by p0, why: Why 0; by p1, why: Why 1.',
    );
    expect(answer(rows(5), '2026-11-20')).toBe(
      'Fri 20 Nov 2026: engaged 5 h of 24 h in 5 incidents, by p0, p1, p2 and 2 others.',
    );
  });

  it('names a person of whom only an id is known by a short one', () => {
    const id = '5ec0a1b2-22bb-4b2b-9b2c-1b2c3d4e5f6a';
    expect(answer([at('engaged', '2026-11-23T08:00:00Z', 'Why', id)], '2026-11-24')).toContain(
      'by 5ec0…5f6a, why',
    );
  });

  it('marks hidden characters, redacted and missing words, on one line', () => {
    expect(
      answer([at('engaged', '2026-11-23T08:00:00Z', 'a\n\u202Eb', '***EMAIL_REDACTED***')], '2026-11-24'),
    ).toContain('by redacted by the server, why: a ⟨U+202E⟩b.');
    expect(answer([at('engaged', '2026-11-23T08:00:00Z', '', '')], '2026-11-24')).toContain(
      'by not recorded, why: not recorded.',
    );
  });

  it('never says "not engaged" about a day that an incident touches or may touch', () => {
    const time = fc.option(
      fc
        .integer({ min: 0, max: 24 * 10 })
        .map((hour) => new Date(Date.UTC(2026, 10, 10, hour)).toISOString()),
    );
    const rows = fc.array(fc.tuple(fc.constantFrom('engaged', 'disengaged'), time), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 8, max: 22 }), (list, n) => {
        const history = mergeToggles([list.map(([action, timestamp]) => at(action, timestamp))], Infinity);
        const day = `2026-11-${String(n).padStart(2, '0')}`;
        const touched = history.some(
          ({ action, timestamp }) => action === 'kill_switch_engaged' && timestamp?.startsWith(day),
        );
        if (touched) expect(answer(history, day)).not.toContain('not engaged');
      }),
    );
  });
});

it.each([
  ['2026-11-03', '2026-11-03', 'Tue 3 Nov 2026'],
  ['2026-11-03', '2026-12-31', 'Tue 3 Nov 2026 to Thu 31 Dec 2026'],
  ['2026-11-03', '', 'Since Tue 3 Nov 2026'],
  ['', '2026-11-03', 'Until Tue 3 Nov 2026'],
])('from %s to %s is called %s', (from, to, words) => {
  expect(labelOf(periodOf({ range: 'all', from, to }, 0) ?? { from: 0, before: 0 })).toBe(words);
});
