import '../history-page';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { toggleRows, rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

// docs/laws.md, "The cases", duplicate ids: rows with the same id may be different rows.

const base = '/kill-switch/history';
const path = `${base}?view=toggles`;
const main = () => screen.getByRole('main');
const details = () => screen.getAllByRole('button', { name: 'Details' });
const open = () => details().map((button) => button.getAttribute('aria-expanded') === 'true');
const row = (action: 'engaged' | 'disengaged', timestamp: string, reason: string) => ({
  id: 'one-id',
  tenant_id: tenants.acme.id,
  action: `kill_switch_${action}`,
  timestamp,
  metadata_json: { reason },
});
const engage = row('engaged', '2026-11-20T10:00:00Z', 'Leak');
const disengage = row('disengaged', '2026-11-20T10:30:00Z', 'Fixed');
// Both kinds in one answer: the page uses the action in the rows, not the one that it requested.
const prepare = () => answerWith(rowsAre('kill_switch_engaged', [disengage, engage, engage]));

test('an engage and a disengage that share an id are both kept, reported, and paired into an incident', async () => {
  await renderApp({ path, prepare });
  expect(toggleRows().map(([action, , reason, , length]) => [action?.trim(), reason, length])).toEqual([
    ['Disengaged', 'Fixed', '30 min'],
    ['Engaged', 'Leak', '30 min'],
  ]);
  expect(main()).toHaveTextContent('2 rows share their id with another row.');
  expect(main()).toHaveTextContent('1 incident.');
});

test('ids that are used once are not reported', async () => {
  await renderApp({ path });
  expect(main()).not.toHaveTextContent('share their id');
});

test('each of two rows with one id opens alone, and its link leads to it and not to the other', async () => {
  const app = await renderApp({ path, prepare });
  await app.click(details()[1] ?? document.body);
  expect(open()).toEqual([false, true]);
  const link = screen.getByRole('link', { name: 'Link to this row' }).getAttribute('href') ?? '';
  expect(within(screen.getByRole('cell', { name: /Raw record/ })).getByText(/"Leak"/)).toBeVisible();
  await app.click(details()[0] ?? document.body);
  expect(open()).toEqual([true, false]);
  await app.click(details()[0] ?? document.body);
  expect(open()).toEqual([false, false]);
  expect(link).not.toBe(`${base}?row=one-id`);
});

test('a link by the id alone leads to the newest of the rows', async () => {
  await renderApp({ path: `${base}?row=one-id`, prepare });
  expect(open()).toEqual([true, false]);
});

test('a link to one of the rows works from another page', async () => {
  const app = await renderApp({ path, prepare });
  await app.click(details()[1] ?? document.body);
  const address = window.location.pathname + window.location.search;
  await app.click(details()[0] ?? document.body);
  await app.goTo(address);
  expect(open()).toEqual([false, true]);
});
