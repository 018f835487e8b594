import { describe, expect, it } from 'vitest';
import { labelOf } from '../answer/answer';
import { periodAt, slotsOf } from './slots';

const at = (time: string) => Date.parse(`2026-11-${time}Z`);
const labels = (start: string, end: string) =>
  slotsOf({ start: Date.parse(`${start}Z`), end: Date.parse(`${end}Z`) }).map(labelOf);

describe('the days of the timeline', () => {
  it('are single days in a week, each where it lies in the picture', () => {
    expect(labels('2026-11-14T12:00', '2026-11-21T12:00')).toEqual(
      ['Sun 15', 'Mon 16', 'Tue 17', 'Wed 18', 'Thu 19', 'Fri 20'].map((day) => `${day} Nov 2026`),
    );
    expect(labels('2026-11-15T00:00', '2026-11-22T00:00')).toHaveLength(7);
    const [first, second] = slotsOf({ start: at('20T06:00'), end: at('21T06:00') });
    expect(first).toMatchObject({ from: at('20T00:00'), before: at('21T00:00'), left: 0, width: 0.75 });
    expect(second).toMatchObject({ from: at('21T00:00'), before: at('22T00:00'), left: 0.75, width: 0.25 });
  });

  it('are several days each when there are many', () => {
    expect(labels('2026-08-23T00:00', '2026-11-21T00:00').slice(0, 3)).toEqual([
      'Mon 31 Aug 2026 to Sun 13 Sep 2026',
      'Mon 14 Sep 2026 to Sun 27 Sep 2026',
      'Mon 28 Sep 2026 to Sun 11 Oct 2026',
    ]);
    expect(labels('2024-11-21T00:00', '2026-11-21T00:00')).toContain('Tue 1 Jul 2025 to Wed 31 Dec 2025');
  });

  it('are none within one day: there is nothing to choose', () => {
    expect(labels('2026-11-20T00:00', '2026-11-21T00:00')).toEqual([]);
    expect(labels('2026-11-21T00:00', '2026-11-21T09:00')).toEqual([]);
  });

  it('are found at a point of the picture, as days where they are wide enough to be hit', () => {
    const find = (start: string, time: string) => {
      const window = { start: Date.parse(`${start}Z`), end: at('21T09:00') };
      const period = periodAt(at(time), window, slotsOf(window));
      return period && labelOf(period);
    };
    expect(find('2026-11-14T09:00', '18T23:59')).toBe('Wed 18 Nov 2026');
    expect(find('2026-08-23T09:00', '18T23:59')).toBe('Wed 18 Nov 2026');
    expect(find('2021-11-14T09:00', '18T23:59')).toBe('Thu 1 Jan 2026 to Sat 21 Nov 2026');
    expect(find('2026-11-21T00:00', '21T08:00')).toBeNull();
  });
});
