import '../history-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { toggleRows } from '../../../testing/find';
import { answerWith, renderApp, type App } from '../../../testing/render-app';
import { rowsOf } from '../../../../mocks/db';

const path = '/kill-switch/history?view=toggles';
const pagesAsked = (app: App) =>
  app.sent('GET', '/audit/logs?').filter((sent) => /limit=500/.test(sent.path));
const refuse = (which: (url: string) => boolean) =>
  http.get('*/audit/logs', ({ request }) =>
    which(request.url) ? HttpResponse.json({ detail: 'No' }, { status: 503 }) : undefined,
  );

test('a failed second reading of the gap does not loop', async () => {
  const app = await renderApp({ path, seed: { seed: 'twenty' } });
  for (let turn = 0; turn < 50; turn += 1)
    await app.elsewhere('security', turn % 2 === 0 ? 'engage' : 'disengage', `Turn ${turn}`);
  let n = 0;
  answerWith(refuse((url) => url.includes('limit=500') && n++ < 200));
  const before = pagesAsked(app).length;
  await app.pass(30);
  expect(pagesAsked(app).length - before).toBeLessThan(10);
});

test('Try again after a failed second reading reads', async () => {
  const app = await renderApp({ path });
  let on = true;
  answerWith(refuse((url) => on && url.includes('limit=500')));
  await app.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  const before = pagesAsked(app).length;
  const [tryAgain = document.body] = screen.getAllByRole('button', { name: 'Try again' });
  on = false;
  await app.click(tryAgain);
  expect(pagesAsked(app).length).toBe(before + 1);
});

test('without the disengage rows nothing is called still open', async () => {
  await renderApp({ path, prepare: () => answerWith(refuse((url) => url.includes('disengaged'))) });
  expect(screen.getByRole('alert')).toHaveTextContent('Disengage rows');
  expect(screen.getByRole('main')).not.toHaveTextContent('still open');
});

test('nothing is called loading once the first reading has failed', async () => {
  const app = await renderApp({ path, faults: 'history:503' });
  expect(screen.getByRole('main')).not.toHaveTextContent('Loading');
  app.faults('history:slow');
  await app.click(screen.getAllByRole('button', { name: 'Try again' })[0] ?? document.body);
  expect(screen.getByRole('main')).toHaveTextContent('Loading the history…');
});

test('a failed page gives no invented length', async () => {
  const app = await renderApp({
    path,
    seed: { seed: 'ten-thousand' },
    prepare: () => answerWith(refuse((url) => url.includes('disengaged') && url.includes('offset=500'))),
  });
  const text = screen.getByRole('table', { name: 'Engaged times' }).textContent;
  await app.click(screen.getByRole('button', { name: 'Incidents' }));
  expect(screen.getByRole('main')).not.toHaveTextContent(/engaged again \d+ times/);
  expect(text).not.toMatch(/, for \d{2,} d |engaged again \d+ times/);
});

test('fewer rows than the total are not shown as all', async () => {
  const row = (id: string) => ({
    id,
    tenant_id: tenants.acme.id,
    action: 'kill_switch_engaged',
    timestamp: '2026-11-20T10:00:00Z',
    metadata_json: null,
  });
  await renderApp({
    path,
    prepare: () =>
      answerWith(
        http.get('*/audit/logs', () =>
          HttpResponse.json({
            success: true,
            data: { total: 1200, limit: 500, offset: 0, items: [row('a'), row('b')] },
            error: null,
            meta: null,
          }),
        ),
      ),
  });
  expect(screen.getByRole('main')).not.toHaveTextContent('Shown: all');
});

test('no rows of 1200 is not shown as empty', async () => {
  await renderApp({
    path,
    prepare: () =>
      answerWith(
        http.get('*/audit/logs', () =>
          HttpResponse.json({
            success: true,
            data: { total: 1200, limit: 500, offset: 0, items: [] },
            error: null,
            meta: null,
          }),
        ),
      ),
  });
  expect(screen.getByRole('main')).not.toHaveTextContent('No kill-switch activations recorded.');
});

test('the same row link leads to the row again', async () => {
  const app = await renderApp({ path, seed: { seed: 'ten-thousand', brokenChain: true } });
  await app.click(screen.getByRole('button', { name: 'Verify audit chain' }));
  await app.click(screen.getByRole('link', { name: 'Show the row' }));
  expect(toggleRows().flat().join()).toContain('(changed afterwards)');
  await app.click(screen.getByRole('button', { name: 'Newest' }));
  expect(toggleRows().flat().join()).not.toContain('(changed afterwards)');
  await app.click(screen.getByRole('link', { name: 'Show the row' }));
  expect(toggleRows().flat().join()).toContain('(changed afterwards)');
});

test('the page says how many violations are not shown', async () => {
  const violations = Array.from({ length: 10_000 }, (_, n) => ({ row_id: `r${n}`, type: 'x' }));
  const app = await renderApp({
    path,
    prepare: () =>
      answerWith(
        http.get('*/audit/logs/verify', () =>
          HttpResponse.json({
            success: true,
            data: { valid: false, processed_count: 10000, error_count: 10000, violations },
            error: null,
            meta: null,
          }),
        ),
      ),
  });
  await app.click(screen.getByRole('button', { name: 'Verify audit chain' }));
  expect(
    within(screen.getByRole('region', { name: 'Audit chain' })).getByText(/more violations are not shown/),
  ).toHaveTextContent('9,950 more');
});

test('a gap is noticed although one of the newest rows cannot be used', async () => {
  const app = await renderApp({ path, seed: { seed: 'twenty', foreignRows: 0 } });
  for (let turn = 0; turn < 50; turn += 1)
    await app.elsewhere('security', turn % 2 === 0 ? 'engage' : 'disengage', `Turn ${turn}`);
  answerWith(
    http.get('*/audit/logs', async ({ request }) => {
      if (!request.url.includes('limit=20')) return undefined;
      const kind = request.url.includes('disengaged') ? 'disengaged' : 'engaged';
      const items = await app.backend.run((db) =>
        rowsOf(db, tenants.acme.id)
          .filter((row) => row.action === `kill_switch_${kind}`)
          .toReversed()
          .slice(0, 20),
      );
      return HttpResponse.json({
        success: true,
        data: { total: 35, limit: 20, offset: 0, items: [null, ...items.slice(1)] },
        error: null,
        meta: null,
      });
    }),
  );
  await app.pass(30);
  expect(screen.getByRole('main')).toHaveTextContent('all 70 toggles.');
});

test('foreign rows among the polled rows are reported', async () => {
  const app = await renderApp({ path });
  answerWith(
    http.get('*/audit/logs', () =>
      HttpResponse.json({
        success: true,
        data: {
          total: 5,
          limit: 20,
          offset: 0,
          items: [{ id: 'f', tenant_id: tenants.globex.id, action: 'kill_switch_engaged', timestamp: null }],
        },
        error: null,
        meta: null,
      }),
    ),
  );
  await app.pass(30);
  expect(screen.getByRole('main')).toHaveTextContent('of another tenant');
});

test('the advice for a failed page does not promise to ask automatically', async () => {
  await renderApp({ path, prepare: () => answerWith(refuse(() => true)) });
  expect(screen.getByRole('main')).not.toHaveTextContent('keeps asking by itself');
});
