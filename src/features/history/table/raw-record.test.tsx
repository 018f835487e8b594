import '../history-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { toggleRows } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';

/** The console at the history, with one engage row that has this source text. */
async function withRow(more: string) {
  const row = `{"id":"r-1","tenant_id":"${tenants.acme.id}","action":"kill_switch_engaged","timestamp":"2026-11-20T10:00:00Z",${more}}`;
  const answer = (items: string) =>
    `{"success":true,"data":{"total":${items === '' ? 0 : 1},"items":[${items}]},"error":null}`;
  const handler = http.get(
    '*/audit/logs',
    ({ request }) =>
      new HttpResponse(answer(request.url.includes('disengaged') ? '' : row), {
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  const app = await renderApp({ path, prepare: () => answerWith(handler) });
  await app.click(screen.getByRole('button', { name: 'Details' }));
  return screen.getByRole('cell', { name: /Raw record/ });
}

test('a raw record shows the server’s own numbers', async () => {
  const cell = await withRow('"trace_id":1234567890123456789,"seq":9007199254740993,"risk":1.0,"risk":2.50');
  for (const text of [
    '"trace_id": 1234567890123456789',
    '"seq": 9007199254740993',
    '"risk": 1.0',
    '"risk": 2.50',
  ])
    expect(cell).toHaveTextContent(text);
});

test('a record that is nested 20,000 levels deep is reported, and hides nothing else', async () => {
  const cell = await withRow(
    `"metadata_json":{"reason":"Deep","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  );
  expect(toggleRows()[0]?.[2]).toBe('Deep');
  expect(cell).toHaveTextContent(
    /This record is very long or nested very deeply\. 20,\d+ more characters are not shown/,
  );
  expect(screen.getByRole('button', { name: 'Export JSON' })).not.toHaveAttribute('aria-disabled');
});

test('the operator is shown by name where the row has one, with the id in the details', async () => {
  const cell = await withRow(
    '"metadata_json":{"actor":"5ec05f6a-7","actor_email":"mara@acme.example","actor_name":"Mara Lind"}',
  );
  expect(toggleRows()[0]?.[1]).toBe('Mara Lind (mara@acme.example)');
  expect(cell).toHaveTextContent('OperatorMara Lind (mara@acme.example)Operator id5ec05f6a-7');
});
