import { expect, it } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { pairIncidents } from '../answer/incidents';
import { periodOf } from '../filter/dates';
import { layOut } from './timeline';
import { windowOf } from './window';

const now = Date.parse('2026-11-21T08:22:37Z');
const iso = (ms: number) => new Date(ms).toISOString();

it('shows only the days that the filter asks for, each incident cut off at both edges', () => {
  const list = pairIncidents(
    [
      ['e', '2026-11-21T06:00:00Z'],
      ['d', '2026-11-20T00:00:00Z'],
      ['e', '2026-11-18T12:00:00Z'],
      ['d', '2026-11-17T12:00:00Z'],
      ['e', '2026-11-16T12:00:00Z'],
    ].map(([kind, timestamp = ''], n) =>
      toggleRow({ id: `${n}`, action: `kill_switch_${kind === 'e' ? '' : 'dis'}engaged`, timestamp }),
    ),
  );
  const shown = (from: string, to: string) => {
    const window = windowOf(periodOf({ range: 'all', from, to }, now), list, now);
    const spans = window && layOut(list, window, now, null).spans;
    return spans?.map((span) => [iso(span.from).slice(8, 16), iso(span.to).slice(8, 16), span.open]) ?? null;
  };
  expect(shown('2026-11-19', '2026-11-19')).toEqual([['19T00:00', '20T00:00', false]]);
  expect(shown('2026-11-17', '2026-11-18')).toEqual([
    ['17T00:00', '17T12:00', false],
    ['18T12:00', '19T00:00', false],
  ]);
  // The end of one day is the beginning of the next, as in the filter.
  expect(shown('2026-11-20', '2026-11-20')).toEqual([['20T00:00', '20T00:00', false]]);
  expect(shown('2026-11-21', '2026-11-21')).toEqual([['21T06:00', '21T08:22', true]]);
  expect(shown('2026-11-22', '')).toBeNull();
  expect(shown('2026-11-19', '2026-11-18')).toBeNull();
  expect(shown('', '2026-11-17')).toEqual([['16T12:00', '17T12:00', false]]);
});
