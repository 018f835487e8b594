import '../history-page';
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const week = `${path}?range=7d`;
const address = () => window.location.pathname + window.location.search;
const figure = () => screen.getByRole('figure', { name: 'Timeline' });
const button = (name: string) => screen.getByRole('button', { name });
/** The incident that is selected, in words. */
const words = () =>
  within(figure())
    .getByText(/^Incident \d+ of \d+\.$/)
    .closest('p')?.textContent;
const dayNames = () =>
  within(figure())
    .queryAllByRole('button', { name: /^Show / })
    .map(({ textContent }) => textContent);

describe('the timeline', () => {
  test('has its days as buttons, and each of them filters that day', async () => {
    const app = await renderApp({ path: week, seed: { engaged: true } });
    expect(dayNames()).toEqual(['Sun 15', 'Mon 16', 'Tue 17', 'Wed 18', 'Thu 19', 'Fri 20']);
    await app.click(button('Show Fri 20 Nov 2026'));
    expect(screen.getByLabelText('From (UTC)')).toHaveValue('2026-11-20');
    expect(screen.getByLabelText('To (UTC)')).toHaveValue('2026-11-20');
    expect(screen.getByRole('status', { name: 'Answer' })).toHaveTextContent(
      'Fri 20 Nov 2026: engaged 25 min of 24 h, by',
    );
    await app.pass(1);
    expect(address()).toBe(`${path}?from=2026-11-20&to=2026-11-20`);
    // Within a day there is nothing to choose.
    expect(dayNames()).toEqual([]);
  });

  test('has weeks as buttons where there are many days, each of which leads to its days', async () => {
    const app = await renderApp({ path: `${path}?range=90d`, seed: { engaged: true } });
    expect(dayNames()).toContain('26 Oct');
    await app.click(button('Show Mon 26 Oct 2026 to Sun 8 Nov 2026'));
    expect(screen.getByLabelText('From (UTC)')).toHaveValue('2026-10-26');
    expect(screen.getByLabelText('To (UTC)')).toHaveValue('2026-11-08');
  });

  test('selects the incident under the pointer, and filters the day that is clicked', async () => {
    const app = await renderApp({ path: week, seed: { engaged: true } });
    const picture = figure().querySelector('svg') ?? document.body;
    picture.getBoundingClientRect = () => new DOMRect(100, 0, 700, 60);
    const at = (day: number) => ({ clientX: 100 + 100 * day });
    const point = async (day: number) => {
      fireEvent.pointerMove(picture, at(day));
      await app.settle();
    };
    await point(3);
    expect(words()).toMatch(/^Incident 3 of 3/);
    // Six days ago and one day ago, less than 6 px beside the mark.
    await point(1.03);
    expect(words()).toMatch(/Quarterly drill/);
    await point(5.96);
    expect(words()).toMatch(/Unexplained spend spike/);
    await point(3);
    expect(words()).toMatch(/Unexplained spend spike/);
    await app.happen(() => fireEvent.click(picture, at(1)));
    expect(screen.getByLabelText('From (UTC)')).toHaveValue('2026-11-15');
    expect(screen.getByLabelText('To (UTC)')).toHaveValue('2026-11-15');
  });
});
