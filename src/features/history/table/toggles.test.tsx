import '../history-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { toggleRows } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';
import { rowsOf } from '../../../../mocks/db';
import { tenants } from '../../../../mocks/seeds/personas';

const base = '/kill-switch/history';
const path = `${base}?view=toggles`;
const address = () => window.location.pathname + window.location.search;
const box = (name: string) => screen.getByLabelText(name);
const pager = (name: string) => screen.getByRole('button', { name });
const details = (place: number) => screen.getAllByRole('button', { name: 'Details' })[place] ?? document.body;
const open = () => screen.queryAllByRole('button', { name: 'Details', expanded: true });

describe('the pages of the table', () => {
  test('contain 25 rows each, and end where the rows end', async () => {
    const app = await renderApp({ path, seed: { seed: 'ten-thousand' } });
    const pages = screen.getByRole('navigation', { name: 'Pages of the history' });
    expect(pages).toHaveTextContent('Page 1 of 400');
    expect(toggleRows()).toHaveLength(25);
    // What makes 10,000 rows quick (issue 3).
    await app.click(details(0));
    expect(document.querySelectorAll('*').length).toBeLessThanOrEqual(1_500);
    expect(pager('Newest')).toHaveAttribute('aria-disabled', 'true');
    expect(pager('Newer')).toHaveAccessibleDescription('This is the first page.');
    await app.click(pager('Newer'));
    expect(pages).toHaveTextContent('Page 1 of 400');
    await app.click(pager('Older'));
    expect(pages).toHaveTextContent('Page 2 of 400');
    await app.click(pager('Oldest'));
    expect(pages).toHaveTextContent('Page 400 of 400');
    expect(pager('Older')).toHaveAccessibleDescription('This is the last page.');
    await app.click(pager('Newer'));
    expect(pages).toHaveTextContent('Page 399 of 400');
    // After a change of the filter the newest page is shown, and never one after the last.
    await app.fill(box('Search'), 'credential');
    expect(pages).toHaveTextContent(/Page 1 of \d+/);
    expect(toggleRows()).toHaveLength(25);
    await app.fill(box('To (UTC)'), '2025-10-25');
    expect(toggleRows().length).toBeLessThanOrEqual(25);
  });

  test('are not offered when there is only one', async () => {
    await renderApp({ path, seed: { seed: 'twenty' } });
    expect(toggleRows()).toHaveLength(20);
    expect(screen.queryByRole('navigation', { name: 'Pages of the history' })).toBeNull();
  });
});

describe('a row', () => {
  test('opens to its ids, its hashes, and its record as the server sent it', async () => {
    const app = await renderApp({ path, as: 'auditor' });
    const audit = await app.backend.run((db) => rowsOf(db, tenants.acme.id).toReversed());
    await app.click(details(2));
    const cell = screen.getByRole('cell', { name: /Raw record/ });
    const values = within(cell)
      .getAllByRole('definition')
      .map(({ textContent }) => textContent);
    for (const value of [audit[2]?.id, audit[2]?.request_id, audit[2]?.event_hash, audit[2]?.prev_hash])
      expect(values).toContain(value);
    expect(JSON.parse(cell.querySelector('pre')?.textContent ?? '')).toEqual(audit[2]);
  });

  test('opens in place, one at a time, and its address leads back', async () => {
    const app = await renderApp({ path });
    await app.click(details(1));
    expect(open()).toEqual([details(1)]);
    const link = screen.getByRole('link', { name: 'Link to this row' });
    expect(link).toHaveAttribute('href', address());
    await app.click(details(3));
    expect(open()).toEqual([details(3)]);
    await app.fill(box('Search'), 'drill');
    await app.fill(box('Search'), '');
    expect(open()).toEqual([details(3)]);
    await app.click(details(3));
    expect(open()).toEqual([]);
    expect(address()).toBe(path);
  });

  test('is shown as text, including hidden characters', async () => {
    const app = await renderApp({ path, seed: { seed: 'none', malformedRows: 11 } });
    await app.fill(box('Search'), 'invoice');
    await app.click(details(0));
    const cell = screen.getByRole('cell', { name: /Raw record/ });
    expect(within(cell).getByRole('heading', { name: 'Raw record' })).toBeInTheDocument();
    expect(cell).toHaveTextContent('invoice⟨U+202E⟩fdp.exe');
    expect(cell.querySelector('script')).toBeNull();
    expect(cell.textContent).not.toContain('\u202E');
  });

  test('that the address names is open on its page and scrolled to, alone, and the incidents have pages of their own', async () => {
    const app = await renderApp({ path, seed: { seed: 'ten-thousand' } });
    await app.click(pager('Older'));
    await app.click(details(4));
    const [row] = toggleRows().slice(4, 5);
    const link = address();
    await app.pass(1);
    await app.goTo('/kill-switch');
    expect(screen.queryByRole('navigation', { name: 'Pages of the history' })).toBeNull();
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    await app.goTo(link);
    expect(screen.getByRole('navigation', { name: 'Pages of the history' })).toHaveTextContent('Page 2 of');
    expect(open()).toEqual([details(4)]);
    expect(toggleRows()[4]).toEqual(row);
    expect(scrolled).toHaveBeenCalled();
    // The incidents have pages of their own, and few elements as well. Finding so many cells by role takes long.
    await app.click(screen.getByRole('button', { name: 'Incidents' }));
    expect(screen.getByRole('heading', { name: 'Incidents: 5,000 of 5,000' })).toBeVisible();
    expect(document.querySelectorAll('table[aria-label="Incidents"] tbody tr')).toHaveLength(25);
    expect(screen.getByRole('navigation', { name: 'Pages of the history' })).toHaveTextContent(
      'Page 1 of 200',
    );
    expect(document.querySelectorAll('*').length).toBeLessThanOrEqual(1_500);
  });

  test.each([
    ['is not there', 'row=nobody'],
    ['is hidden by the filter', 'text=zzz&row=nobody'],
  ])('that the address names and that %s is reported', async (_what, search) => {
    await renderApp({ path: `${path}&${search}` });
    expect(screen.getByRole('main')).toHaveTextContent(
      'The row that the link names is not in this history, or the filter hides it.',
    );
    expect(open()).toEqual([]);
  });

  test('that the address names may not be loaded yet', async () => {
    const app = await renderApp({
      path: `${base}?row=nobody`,
      seed: { seed: 'ten-thousand' },
      faults: 'history:slow',
    });
    await app.pass(3);
    expect(screen.getByRole('main')).toHaveTextContent('The row that the link names is not loaded yet.');
  });
});
