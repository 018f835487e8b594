import '../history-page';
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history';
const address = () => window.location.pathname + window.location.search;
const count = () => screen.getByText(/^(Shown:|No match|[\d,]+ match)/).textContent;
const box = (name: string) => screen.getByLabelText(name);

describe('the address of the history', () => {
  const refusals: [string, () => void][] = [
    ['does nothing', () => {}],
    [
      'throws',
      () => {
        throw new DOMException('Attempt to use history.replaceState() more than 100 times per 30 seconds');
      },
    ],
  ];
  const type = (text: string) => fireEvent.change(box('Search'), { target: { value: text } });

  test('is written after a pause, however long a key was held', async () => {
    const app = await renderApp({ path });
    const written = vi.spyOn(History.prototype, 'replaceState');
    for (let turn = 1; turn <= 100; turn += 1) {
      type('x'.repeat(turn));
      await app.pass(0.033);
    }
    expect(written).not.toHaveBeenCalled();
    expect(count()).toBe('No match among all 8 toggles.');
    await app.pass(0.3);
    expect(written).toHaveBeenCalledTimes(1);
    expect(address()).toBe(`${path}?text=${'x'.repeat(100)}`);
    await app.pass(30);
    expect(written).toHaveBeenCalledTimes(1);
  });

  test.each(refusals)('is written later when the browser refuses changes and %s', async (_what, refuse) => {
    const app = await renderApp({ path });
    const written = vi.spyOn(History.prototype, 'replaceState').mockImplementation(refuse);
    type('drill');
    await app.pass(10);
    expect(written.mock.calls.length).toBeGreaterThan(1);
    expect(address()).toBe(path);
    expect(box('Search')).toHaveValue('drill');
    type('drill finished');
    await app.pass(1);
    expect(box('Search')).toHaveValue('drill finished');
    written.mockRestore();
    await app.pass(1);
    expect(address()).toBe(`${path}?text=drill+finished`);
    expect(count()).toBe('1 match, of all 8 toggles.');
  });

  test('keeps a change that comes together with leaving the previous field', async () => {
    const app = await renderApp({ path });
    fireEvent.change(box('From (UTC)'), { target: { value: '2026-11-20' } });
    await app.happen(() => {
      fireEvent.blur(box('From (UTC)'));
      fireEvent.change(box('To (UTC)'), { target: { value: '2026-11-21' } });
    });
    expect(box('To (UTC)')).toHaveValue('2026-11-21');
    await app.pass(1);
    expect(address()).toBe(`${path}?from=2026-11-20&to=2026-11-21`);
  });

  test('of a page that was left meanwhile is not written over the new one', async () => {
    const app = await renderApp({ path });
    type('drill');
    await app.goTo('/kill-switch');
    await app.pass(10);
    expect(address()).toBe('/kill-switch');
  });

  test('restores the filter and the open row, also by Back and Forward', async () => {
    const app = await renderApp({ path: `${path}?view=toggles` });
    await app.fill(box('Search'), 'drill');
    const [details = document.body] = screen.getAllByRole('button', { name: 'Details' });
    await app.click(details);
    const filtered = address();
    expect(filtered).toMatch(/\?text=drill&row=/);
    await app.click(screen.getByRole('link', { name: 'Link to this row' }));
    expect(address()).toMatch(/history\?row=/);
    expect(box('Search')).toHaveValue('');
    expect(count()).toBe('Shown: all 8 toggles.');
    const move = async (to: 'back' | 'forward') => {
      await app.happen(() => window.history[to]());
      await app.pass(1);
    };
    await move('back');
    expect(address()).toBe(filtered);
    expect(box('Search')).toHaveValue('drill');
    expect(count()).toBe('2 match, of all 8 toggles.');
    expect(screen.getByRole('button', { name: 'Details', expanded: true })).toBeVisible();
    await move('forward');
    expect(address()).toMatch(/history\?row=/);
    expect(count()).toBe('Shown: all 8 toggles.');
    expect(screen.getByRole('button', { name: 'Details', expanded: true })).toBeVisible();
    // The position on the page does not change the filter.
    await app.fill(box('Search'), 'drill');
    await app.pass(1);
    await app.click(screen.getByRole('link', { name: 'Skip to content' }));
    expect(box('Search')).toHaveValue('drill');
  });

  test('without its filter shows everything again', async () => {
    const app = await renderApp({ path });
    await app.fill(box('Search'), 'drill');
    await app.pass(1);
    await app.click(screen.getByRole('link', { name: 'Activation history' }));
    expect(address()).toBe(path);
    expect(box('Search')).toHaveValue('');
    await app.click(screen.getByRole('link', { name: 'Skip to content' }));
    expect(box('Search')).toHaveValue('');
  });

  test('names the table that was chosen, and a link to a row leads to the toggles', async () => {
    const app = await renderApp({ path });
    const table = (name: string) => screen.queryByRole('table', { name });
    expect(table('Incidents')).toBeVisible();
    expect(table('Toggles')).toBeNull();
    await app.click(screen.getByRole('button', { name: 'Toggles' }));
    expect(address()).toBe(`${path}?view=toggles`);
    expect(table('Incidents')).toBeNull();
    await app.click(screen.getAllByRole('button', { name: 'Details' })[0] ?? document.body);
    const link = address();
    expect(link).toMatch(/history\?row=/);
    await app.click(screen.getByRole('button', { name: 'Incidents' }));
    expect(address()).toBe(path);
    await app.goTo(link);
    expect(table('Toggles')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Details', expanded: true })).toBeVisible();
  });
});
