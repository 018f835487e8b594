import '../history-page';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas } from '../../../../mocks/seeds/personas';
import { toggleRows } from '../../../testing/find';
import { renderApp, type App } from '../../../testing/render-app';

const path = '/kill-switch/history';
const address = () => window.location.pathname + window.location.search;
const count = () => screen.getByText(/^(Shown:|No match|[\d,]+ match)/).textContent;
const reasons = () => toggleRows().map(([, , reason]) => reason);
const box = (name: string) => screen.getByLabelText(name);
const range = (name: string) => screen.getByRole('button', { name });
const pressed = () => screen.getAllByRole('button', { pressed: true }).map(({ textContent }) => textContent);
const choose = async (app: App, name: string) => {
  await app.user.selectOptions(box('Action'), name);
  await app.settle();
};

describe('the filter bar', () => {
  test('writes each filter into the address, and leaves out empty ones', async () => {
    const app = await renderApp({ path });
    const entries = window.history.length;
    // The address is updated after a pause in typing.
    await choose(app, 'Disengaged');
    expect(address()).toBe(path);
    await app.pass(1);
    expect(address()).toBe(`${path}?action=disengage`);
    expect(count()).toBe('4 match, of all 8 toggles.');
    await app.fill(box('Search'), personas.security.id.toUpperCase());
    await app.pass(1);
    expect(address()).toBe(`${path}?action=disengage&text=${personas.security.id.toUpperCase()}`);
    expect(count()).toBe('2 match, of all 8 toggles.');
    await app.fill(box('Search'), 'drill & <co>');
    await app.pass(1);
    expect(address()).toBe(`${path}?action=disengage&text=drill+%26+%3Cco%3E`);
    expect(count()).toBe('No match among all 8 toggles.');
    expect(screen.queryByRole('table', { name: 'Incidents' })).toBeNull();
    await app.click(screen.getByRole('button', { name: 'Clear filter' }));
    await app.pass(1);
    expect(address()).toBe(path);
    expect(count()).toBe('Shown: all 8 toggles.');
    await app.fill(box('From (UTC)'), '2026-11-15');
    await app.fill(box('To (UTC)'), '2026-11-15');
    await app.pass(1);
    expect(address()).toBe(`${path}?from=2026-11-15&to=2026-11-15`);
    await app.fill(box('Search'), '  ');
    await app.pass(1);
    expect(address()).toBe(`${path}?from=2026-11-15&to=2026-11-15`);
    await app.click(screen.getByRole('button', { name: 'Toggles' }));
    expect(address()).toBe(`${path}?from=2026-11-15&to=2026-11-15&view=toggles`);
    expect(reasons()).toEqual(['Drill finished, every worker confirmed within 4 s', 'Quarterly drill']);
    // Going back does not repeat every key that was pressed.
    expect(window.history.length).toBe(entries);
  });

  test('is filled from the address, without invalid values', async () => {
    await renderApp({ path: `${path}?action=stop&text=drill&from=2026-02-30&to=2026-11-20&operator=%20` });
    expect(count()).toBe('2 match, of all 8 toggles.');
    expect(box('Search')).toHaveValue('drill');
    expect(box('Action')).toHaveValue('all');
    expect(box('From (UTC)')).toHaveValue('');
    expect(box('To (UTC)')).toHaveValue('2026-11-20');
    expect(screen.getByText('“2026-02-30” under From', { exact: false })).toHaveTextContent(
      'is not a date from the years 0001 to 9999. It is not applied.',
    );
    expect(box('From (UTC)')).toHaveAccessibleDescription(/“2026-02-30” under From/);
  });

  test('reports a year that no date field should accept, and does not apply it', async () => {
    const app = await renderApp({ path });
    expect(box('From (UTC)')).toHaveAttribute('max', '9999-12-31');
    await app.fill(box('From (UTC)'), '12026-11-20');
    expect(screen.getByText(/“12026-11-20” under From/)).toBeInTheDocument();
    expect(count()).toBe('Shown: all 8 toggles.');
    await app.pass(1);
    expect(address()).toBe(path);
    await app.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(screen.queryByText(/under From/)).toBeNull();
    expect(box('From (UTC)')).toHaveValue('');
  });

  test('writes the typed text into the address before the field is left', async () => {
    const app = await renderApp({ path });
    await app.fill(box('Search'), 'drill');
    expect(address()).toBe(path);
    await app.user.tab();
    expect(address()).toBe(`${path}?text=drill`);
  });

  test('has a range or dates, and never both', async () => {
    const app = await renderApp({ path: `${path}?range=7d` });
    expect(pressed()).toEqual(['7 d', 'Incidents']);
    expect(count()).toBe('4 match, of all 8 toggles.');
    await app.fill(box('From (UTC)'), '2026-11-20');
    expect(pressed()).toEqual(['Incidents']);
    expect(count()).toBe('2 match, of all 8 toggles.');
    await app.pass(1);
    expect(address()).toBe(`${path}?from=2026-11-20`);
    await app.click(range('90 d'));
    expect(box('From (UTC)')).toHaveValue('');
    expect(pressed()).toEqual(['90 d', 'Incidents']);
    await app.pass(1);
    expect(address()).toBe(`${path}?range=90d`);
    await app.click(range('All'));
    await app.pass(1);
    expect(address()).toBe(path);
    expect(count()).toBe('Shown: all 8 toggles.');
  });

  test('follows an older address with an operator, which can be removed', async () => {
    const old = `operator=${personas.security.id.slice(0, 8)}`;
    const app = await renderApp({ path: `${path}?${old}` });
    expect(count()).toBe('4 match, of all 8 toggles.');
    expect(box('Search')).toHaveValue('');
    await app.click(
      screen.getByRole('button', { name: `Remove operator “${personas.security.id.slice(0, 8)}”` }),
    );
    expect(count()).toBe('Shown: all 8 toggles.');
    await app.pass(1);
    expect(address()).toBe(path);
  });

  test('sends no request', async () => {
    const app = await renderApp({ path, as: 'auditor' });
    const asked = app.sent('GET', '/').length;
    await app.fill(box('Search'), 'drill');
    await app.fill(box('From (UTC)'), '2026-11-15');
    expect(app.sent('GET', '/')).toHaveLength(asked);
  });
});
