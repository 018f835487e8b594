import '../history-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { toggleRows, rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';
const about = () => screen.queryByLabelText('About this print');

test('a print has all rows of the filter, the filter in words, when it was read, by whom, and the address', async () => {
  const app = await renderApp({ path, seed: { seed: 'twenty' } });
  for (let turn = 0; turn < 14; turn += 1)
    await app.elsewhere('security', turn % 2 === 0 ? 'engage' : 'disengage', `Turn ${turn}`);
  await app.pass(30);
  await app.fill(screen.getByLabelText('Search'), 'e');
  expect(toggleRows()).toHaveLength(25);
  expect(about()).toBeNull();
  await app.happen(() => window.dispatchEvent(new Event('beforeprint')));
  expect(toggleRows().length).toBeGreaterThan(25);
  for (const text of [
    `Tenantacme (${tenants.acme.id})`,
    'Filterevery word of “e” is found',
    'Read from the audit log2026-11-21 09:00:30 UTC (the server’s clock)',
    'Printed2026-11-21 09:00:30 UTC (this device’s clock)',
    personas.admin.email,
    // Text that was typed a moment ago is in the address, too.
    'Addresshttp://localhost:3000/kill-switch/history?text=e&view=toggles',
  ])
    expect(about()).toHaveTextContent(text);
  await app.happen(() => window.dispatchEvent(new Event('afterprint')));
  expect(toggleRows()).toHaveLength(25);
  expect(about()).toBeNull();
});

test('a print says how many of very many rows it contains', async () => {
  const many = Array.from({ length: 1_010 }, (_, n) => ({
    id: `row-${n}`,
    tenant_id: tenants.acme.id,
    action: 'kill_switch_engaged',
    timestamp: new Date(Date.UTC(2026, 10, 20) - n * 60_000).toISOString(),
  }));
  const app = await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', many)) });
  await app.happen(() => window.dispatchEvent(new Event('beforeprint')));
  // Finding so many cells by role takes long.
  expect(document.querySelectorAll('table[aria-label="Toggles"] tbody')).toHaveLength(1_000);
  expect(screen.getByText(/^Rows 1–1,000 of 1,010: paper holds no more\./)).toBeInTheDocument();
});
