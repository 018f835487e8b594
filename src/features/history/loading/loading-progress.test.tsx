import '../history-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { toggleRows, rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';
const main = () => screen.getByRole('main');
const row = (id: string, timestamp: string) => ({
  id,
  tenant_id: tenants.acme.id,
  action: 'kill_switch_engaged',
  timestamp,
  metadata_json: { reason: id },
});

test('rows from the future are reported, as a number and each in its row', async () => {
  const rows = [row('late', '2026-11-21T11:00:00Z'), row('sound', '2026-11-21T09:00:04Z')];
  const app = await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', rows)) });
  expect(main()).toHaveTextContent('1 row is dated in the future, by the server’s own clock.');
  expect(toggleRows().map(([, , , time]) => time?.includes('(in the future)'))).toEqual([true, false]);
  // When that time has come, the row is no longer in the future.
  await app.pass(2 * 3_600, 1_800);
  expect(main()).not.toHaveTextContent('in the future');
});

test('a server that counts fewer rows than it returns is reported, and its history is never called complete', async () => {
  const rows = [row('b', '2026-11-20T11:00:00Z'), row('a', '2026-11-20T10:00:00Z')];
  await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', rows, 1)) });
  expect(main()).toHaveTextContent('The server counts 1 row and gave 2. Its count is wrong.');
  expect(main()).toHaveTextContent('1 incident so far.');
});

test('a server that never ends is read up to a limit, and the page says so', async () => {
  // As many rows as are read at most, in one answer. They cannot be read, which makes this test fast.
  const items = [row('a', '2026-11-20T10:00:00Z'), ...Array.from({ length: 24_999 }, () => null)];
  const endless = rowsAre('kill_switch_engaged', items, Number.MAX_SAFE_INTEGER);
  const app = await renderApp({ path, prepare: () => answerWith(endless) });
  expect(main()).toHaveTextContent('This page reads at most 25,000 toggles of a kind.');
  expect(main()).toHaveTextContent('its exports are not complete');
  expect(main()).not.toHaveTextContent('gave only');
  expect(main()).toHaveTextContent('1 incident so far.');
  expect(app.sent('GET', '/audit/logs').filter(({ path: asked }) => asked.includes('offset='))).toEqual([]);
});
