import '../history-page';
import { fireEvent, screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const figure = () => screen.getByRole('figure', { name: 'Timeline' });
const slider = () => within(figure()).getByRole('slider', { name: 'Incident' });
const range = (name: string) => within(figure()).getByRole('radio', { name });
const value = () => slider().getAttribute('aria-valuetext');
/** The text that is read out, as shown on the screen. */
const words = () => within(figure()).getAllByText(/./, { selector: 'p' }).at(-1)?.textContent;
const times = () =>
  within(screen.getByRole('table', { name: 'Engaged times' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    );
const row = (id: string, timestamp: string | null) => ({
  id,
  tenant_id: tenants.acme.id,
  action: 'kill_switch_engaged',
  timestamp,
  metadata_json: { reason: id },
});

describe('the timeline', () => {
  test('gives screen readers its content as a table', async () => {
    await renderApp({ path, seed: { engaged: true } });
    expect(times()).toEqual([
      ['2026-11-15 08:48:00 UTC', '2026-11-15 08:55:00 UTC', expect.stringContaining('for 7 min')],
      ['2026-11-20 08:48:00 UTC', '2026-11-20 09:13:00 UTC', expect.stringContaining('for 25 min')],
      ['2026-11-21 08:48:00 UTC', 'still open', expect.stringContaining('still open')],
    ]);
  });

  test('can be read by arrow keys from the newest mark, and stops at both ends', async () => {
    const app = await renderApp({ path, seed: { engaged: true } });
    expect(slider()).toHaveAttribute('aria-valuemin', '1');
    expect(slider()).toHaveAttribute('aria-valuemax', '3');
    expect(slider()).toHaveTextContent('Incident 3 of 3');
    slider().focus();
    await app.settle();
    expect(words()).toBe(value());
    const steps: [string, number, RegExp][] = [
      ['{ArrowRight}', 3, /still open/],
      ['{ArrowLeft}', 2, /for 25 min/],
      ['{ArrowDown}', 1, /for 7 min\. Reason: Quarterly drill\.$/],
      ['{ArrowLeft}', 1, /Quarterly drill/],
      ['{ArrowUp}', 2, /for 25 min/],
      ['{End}', 3, /still open/],
      ['{Home}', 1, /Quarterly drill/],
      ['x', 1, /Quarterly drill/],
    ];
    for (const [key, at, text] of steps) {
      await app.press(key);
      expect(slider()).toHaveAttribute('aria-valuenow', String(at));
      expect(value()).toMatch(text);
      expect(words()).toBe(value());
    }
  });

  test('shows another range, and reads from its newest mark', async () => {
    const app = await renderApp({ path, seed: { engaged: true } });
    await app.click(range('24 hours'));
    expect(times()).toHaveLength(2);
    // An incident that began before the window is shown with its own start.
    expect(times()[0]?.[0]).toBe('2026-11-20 09:00:00 UTC');
    await app.click(range('All'));
    expect(times()).toHaveLength(5);
    expect(slider()).toHaveTextContent('Incident 5 of 5');
    await app.click(range('90 days'));
    expect(value()).toMatch(/^2 incidents within 1 d from /);
    expect(times().at(-1)?.[1]).toBe('still open');
  });

  test('reads out the mark under the pointer', async () => {
    const app = await renderApp({ path, seed: { engaged: true } });
    const picture = figure().querySelector('svg') ?? document.body;
    picture.getBoundingClientRect = () => new DOMRect(100, 0, 700, 60);
    const point = async (day: number) => {
      fireEvent.pointerMove(picture, { clientX: 100 + 100 * day });
      await app.settle();
    };
    await point(3);
    expect(words()).toMatch(/^Point at an area/);
    // Six days ago and one day ago, less than 6 px beside the mark.
    await point(1.03);
    expect(words()).toMatch(/Quarterly drill/);
    await point(5.96);
    expect(words()).toMatch(/Unexplained spend spike/);
    await point(3);
    expect(words()).toMatch(/Unexplained spend spike/);
  });

  test('says when a period has no incidents', async () => {
    const rows = [row('old', '2026-10-01T00:00:00Z')];
    // Both kinds in one answer: the page uses the action in the rows, not the one that it requested.
    const over = { ...row('end', '2026-10-01T01:00:00Z'), action: 'kill_switch_disengaged' };
    const app = await renderApp({
      path,
      prepare: () => answerWith(rowsAre('kill_switch_engaged', [over, ...rows])),
    });
    expect(figure()).toHaveTextContent('Not engaged in this time.');
    expect(within(figure()).queryByRole('slider')).toBeNull();
    await app.click(range('90 days'));
    expect(times()).toEqual([
      ['2026-10-01 00:00:00 UTC', '2026-10-01 01:00:00 UTC', expect.stringContaining('for 1 h')],
    ]);
  });

  test.each([
    ['ahead', -8],
    ['behind', 1],
  ])(
    'uses the server’s clock: a device whose clock is wrong by days (%s) shows the same',
    async (_, days) => {
      const app = await renderApp({ path, seed: { engaged: true }, serverAhead: days * 86_400_000 });
      expect(times().map(([, , what]) => what)).toEqual([
        expect.stringContaining('for 7 min'),
        expect.stringContaining('for 25 min'),
        expect.stringContaining('still open'),
      ]);
      await app.click(range('24 hours'));
      expect(times()).toHaveLength(2);
      // The incident of the day before ended 23 h 47 min ago.
      await app.pass(900, 300);
      expect(times()).toHaveLength(1);
    },
  );

  const untimed = [
    { ...row('end', '2026-11-20T10:00:00'), action: 'kill_switch_disengaged' },
    row('begin', null),
    { ...row('d', '2026-10-01T01:00:00Z'), action: 'kill_switch_disengaged' },
    row('e', '2026-10-01T00:00:00Z'),
  ];
  test.each([
    ['an incident without times', untimed, 'Not in the picture: 1 incident whose times are not known.'],
    [
      'rows that cannot be read',
      [{ ...row('x', null), id: 7 }, 'no row', ...untimed.slice(2)],
      'Not in the picture: 2 rows that could not be read.',
    ],
  ])('never says "not engaged" when %s cannot be placed', async (_, rows, told) => {
    const prepare = () => answerWith(rowsAre('kill_switch_engaged', rows));
    const app = await renderApp({ path, prepare });
    expect(figure()).not.toHaveTextContent('Not engaged');
    expect(figure()).toHaveTextContent('Nothing that could be placed lies in this time.');
    expect(figure()).toHaveTextContent(told);
    await app.click(range('90 days'));
    expect(times()).toHaveLength(1);
    expect(figure()).toHaveTextContent(told);
  });

  test('shows what is known when the newest rows cannot be read', async () => {
    const prepare = () => answerWith(rowsAre('kill_switch_engaged', untimed.slice(2)));
    const app = await renderApp({ path, prepare });
    expect(figure()).toHaveTextContent('Not engaged in this time.');
    answerWith(http.get('*/audit/logs', () => new HttpResponse(null, { status: 503 })));
    await app.pass(35);
    expect(figure()).toHaveTextContent('Not engaged in this time, as far as it is known.');
  });

  test('is not shown while nothing is loaded', async () => {
    await renderApp({ path, seed: { seed: 'none' } });
    expect(screen.queryByRole('figure', { name: 'Timeline' })).toBeNull();
  });
});
