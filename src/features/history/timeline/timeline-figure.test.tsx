import '../history-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const week = `${path}?range=7d`;
const figure = () => screen.getByRole('figure', { name: 'Timeline' });
const button = (name: string) => screen.getByRole('button', { name });
const range = (name: string) =>
  within(screen.getByRole('group', { name: 'Range' })).getByRole('button', { name });
/** The incident that is selected, in words. */
const words = () =>
  within(figure())
    .getByText(/^Incident \d+ of \d+\.$/)
    .closest('p')?.textContent;
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
    await renderApp({ path: week, seed: { engaged: true } });
    expect(times()).toEqual([
      ['2026-11-15 08:48:00 UTC', '2026-11-15 08:55:00 UTC', expect.stringContaining('for 7 min')],
      ['2026-11-20 08:48:00 UTC', '2026-11-20 09:13:00 UTC', expect.stringContaining('for 25 min')],
      ['2026-11-21 08:48:00 UTC', 'still open', expect.stringContaining('still open')],
    ]);
  });

  test('selects the latest incident, and steps through them one by one', async () => {
    const app = await renderApp({ path: week, seed: { engaged: true } });
    expect(words()).toMatch(/^Incident 3 of 3\. Engaged .+, still open\. Reason: /);
    expect(button('Next incident')).toHaveAccessibleDescription('This is the last incident in this time.');
    const steps: [string, RegExp][] = [
      ['Next incident', /^Incident 3 of 3\./],
      ['Previous incident', /^Incident 2 of 3\. .+ for 25 min\./],
      ['Previous incident', /^Incident 1 of 3\. .+ for 7 min\. Reason: Quarterly drill\.$/],
      ['Previous incident', /^Incident 1 of 3\. .+Quarterly drill/],
      ['Next incident', /^Incident 2 of 3\./],
    ];
    for (const [name, text] of steps) {
      await app.click(button(name));
      expect(words()).toMatch(text);
    }
    // What somebody chose is read out. What is there already is not.
    expect(
      within(figure())
        .getByText(/^Incident 2/)
        .closest('[aria-live]'),
    ).toHaveAttribute('aria-live', 'polite');
  });

  test('tells the selected incident to a screen reader only once somebody chose it', async () => {
    await renderApp({ path: week, seed: { engaged: true } });
    expect(
      within(figure())
        .getByText(/^Incident 3/)
        .closest('[aria-live]'),
    ).toHaveAttribute('aria-live', 'off');
  });

  test('follows the range and the dates of the filter', async () => {
    const app = await renderApp({ path, seed: { engaged: true } });
    expect(times()).toHaveLength(5);
    expect(words()).toMatch(/^Incident 5 of 5\./);
    await app.click(range('24 h'));
    expect(times()).toHaveLength(2);
    // An incident that began before the window begins with the window.
    expect(times()[0]?.[0]).toBe('2026-11-20 09:00:00 UTC');
    await app.click(range('90 d'));
    expect(words()).toMatch(/^Incident 5 of 5\./);
    expect(times().at(-1)).toEqual([
      '2026-11-20 08:48:00 UTC',
      'still open',
      expect.stringMatching(/^2 incidents within 1 d from /),
    ]);
    await app.fill(screen.getByLabelText('From (UTC)'), '2026-11-14');
    await app.fill(screen.getByLabelText('To (UTC)'), '2026-11-16');
    expect(words()).toMatch(/^Incident 1 of 1\. .+Quarterly drill/);
    // A search leaves out rows. The switch was engaged all the same.
    await app.fill(screen.getByLabelText('Search'), 'no such words');
    expect(words()).toMatch(/^Incident 1 of 1\./);
    await app.fill(screen.getByLabelText('From (UTC)'), '2026-11-30');
    await app.fill(screen.getByLabelText('To (UTC)'), '');
    expect(figure()).toHaveTextContent('Nothing to show for this time.');
  });

  test('says when a period has no incidents', async () => {
    const rows = [row('old', '2026-10-01T00:00:00Z')];
    // Both kinds in one answer: the page uses the action in the rows, not the one that it requested.
    const over = { ...row('end', '2026-10-01T01:00:00Z'), action: 'kill_switch_disengaged' };
    const app = await renderApp({
      path: week,
      prepare: () => answerWith(rowsAre('kill_switch_engaged', [over, ...rows])),
    });
    // Whether that means "not engaged", the answer says.
    expect(figure()).toHaveTextContent('No engaged time is known here.');
    expect(screen.getByRole('status', { name: 'Answer' })).toHaveTextContent('Last 7 d: not engaged.');
    expect(screen.queryByRole('button', { name: 'Next incident' })).toBeNull();
    await app.click(range('90 d'));
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
      const app = await renderApp({ path: week, seed: { engaged: true }, serverAhead: days * 86_400_000 });
      expect(times().map(([, , what]) => what)).toEqual([
        expect.stringContaining('for 7 min'),
        expect.stringContaining('for 25 min'),
        expect.stringContaining('still open'),
      ]);
      await app.click(range('24 h'));
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
    const app = await renderApp({ path: week, prepare });
    expect(screen.getByRole('main')).not.toHaveTextContent(/not engaged/i);
    expect(figure()).toHaveTextContent('No engaged time is known here.');
    expect(figure()).toHaveTextContent(told);
    await app.click(range('90 d'));
    expect(times()).toHaveLength(1);
    expect(figure()).toHaveTextContent(told);
  });

  test('is not shown while nothing is loaded', async () => {
    await renderApp({ path, seed: { seed: 'none' } });
    expect(screen.queryByRole('figure', { name: 'Timeline' })).toBeNull();
  });
});
