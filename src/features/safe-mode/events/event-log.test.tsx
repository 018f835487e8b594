import '../safe-mode-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { logEvent } from '../../../../mocks/host/other-operator';
import { hostOf } from '../../../../mocks/host/host';
import { tenants } from '../../../../mocks/seeds/personas';
import { announced, button } from '../../../testing/find';
import { alerts, reads, rowsOfTable } from '../../../testing/find-guardian';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const page = (...handlers: Parameters<typeof answerWith>) =>
  renderApp({ path: '/safe-mode', as: 'auditor', prepare: () => answerWith(...handlers) });

describe('the event log', () => {
  const EMPTY = 'No Guardian events recorded.';
  const failing = http.get('*/guardian/events', () => HttpResponse.json({}, { status: 500 }));

  test('is newest first, and marks what was denied [F7-72, F7-96, F7-105, F7-165]', async () => {
    const items = [
      { id: 'a', timestamp: '2026-11-21T08:00:00Z', kind: 'kill', outcome: 'DONE', actor: 'x', message: 'm' },
      { id: 'b', timestamp: null, kind: 'other', outcome: null },
      {
        id: 'c',
        timestamp: '2026-11-21T08:59:00Z',
        kind: 'capability_request',
        capability: 'network',
        outcome: 'DENIED (Safe Mode)',
      },
      { id: 'c', timestamp: '2026-11-21T07:00:00Z', kind: 'integrity', correlation_id: 'corr-1' },
    ];
    await page(reads('events', { items }));
    const rows = rowsOfTable('Guardian events');
    expect(rows.map(([, event]) => event)).toEqual([
      'Capability requestNetwork (AI APIs)',
      'Kill',
      'Integrity',
      'other',
    ]);
    expect(rows[0]?.[2]?.trim()).toBe('DENIED (Safe Mode)');
    expect(rows[2]?.[4]).toContain('corr-1');
    expect(screen.queryByText(EMPTY)).toBeNull();
  });

  test('shows the last eight, all of them on request, and counts what was denied among all', async () => {
    const items = Array.from({ length: 20 }, (_, index) => ({
      id: `e${index}`,
      timestamp: `2026-11-21T08:00:${String(10 + index)}Z`,
      kind: 'capability_request',
      outcome: index % 2 === 0 ? 'DENIED (Safe Mode)' : 'ALLOWED',
    }));
    const app = await page(reads('events', { items }));
    expect(rowsOfTable('Guardian events')).toHaveLength(8);
    expect(rowsOfTable('Guardian events')[0]?.[0]).toContain('08:00:29');
    expect(screen.getByText('DENIED:')).toHaveTextContent('DENIED: 10');
    await app.click(button('All events'));
    expect(rowsOfTable('Guardian events')).toHaveLength(20);
    await app.click(button('All events'));
    expect(rowsOfTable('Guardian events')).toHaveLength(8);
  });

  test('is shown as empty only when the Guardian says so', async () => {
    const app = await page(reads('events', { items: [] }));
    expect(screen.getByText(EMPTY)).toBeVisible();
    answerWith(failing);
    await app.pass(5);
    expect(screen.queryByText(EMPTY)).toBeNull();
    expect(alerts().join()).toContain('The server failed (500)');
  });

  test('that cannot be read is explained as an error, and the events that were read stay', async () => {
    const app = await page(failing);
    expect(alerts().join()).toContain('so it is not known whether there are any.');
    expect(screen.queryByText(EMPTY)).toBeNull();
    answerWith(reads('events', { items: [{ id: 'a', kind: 'export' }] }));
    await app.pass(5);
    expect(rowsOfTable('Guardian events')).toHaveLength(1);
    answerWith(failing);
    await app.pass(5);
    expect(rowsOfTable('Guardian events')).toHaveLength(1);
    expect(alerts().join()).toContain('What is shown was read before.');
  });

  test.each([{ items: null }, {}, { items: [{ kind: 'kill' }] }])(
    'is not shown as empty for %j',
    async (data) => {
      await page(reads('events', data));
      expect(screen.queryByText(EMPTY)).toBeNull();
      expect(alerts().join()).toContain('The answer was not understood');
    },
  );
});

describe('older events', () => {
  const older = () => button('Load older events');
  const showAll = (app: App) => app.click(button('All events'));
  const ids = () => rowsOfTable('Guardian events').map((row) => row[4]?.replace(/^not recorded/, ''));
  const item = (serial: number) => ({ id: `e${serial}`, correlation_id: `e${serial}`, kind: 'export' });
  const items = (from: number, to: number) =>
    Array.from({ length: Math.max(0, from - to + 1) }, (_, index) => item(from - index));
  /** A log from `e1` to this newest event. A page contains as many as are requested. */
  const log = (newest: number) =>
    http.get('*/guardian/events', ({ request }) => {
      const query = new URL(request.url).searchParams;
      const from = query.has('before') ? Number(query.get('before')?.slice(1)) - 1 : newest;
      const data = { items: items(from, Math.max(1, from - Number(query.get('limit')) + 1)) };
      return HttpResponse.json({ success: true, data, error: null, meta: null });
    });
  const expected = (from: number, to: number) => items(from, to).map(({ id }) => id);
  const asked = (app: App) =>
    app.sent('GET', '/guardian/events').flatMap(({ path }) => path.match(/before=.*/) ?? []);

  test('are loaded page by page, each event once, to the end', async () => {
    const app = await page(log(300));
    await showAll(app);
    expect(ids()).toEqual(expected(300, 251));
    await app.click(older());
    expect(ids()).toEqual(expected(300, 51));
    expect(announced('polite')).toContain('Older events loaded: 200.');
    await app.click(older());
    await app.click(older());
    expect(ids()).toEqual(expected(300, 1));
    expect(asked(app)).toEqual(['before=e251', 'before=e51', 'before=e1']);
    expect(older()).toHaveAccessibleDescription('The Guardian keeps no older events.');
    await app.click(older());
    expect(asked(app)).toHaveLength(3);
  });

  test('stay without a gap while newer ones come, and the newest page is polled as before', async () => {
    const app = await page(log(300));
    await showAll(app);
    await app.click(older());
    answerWith(log(340));
    await app.pass(5);
    answerWith(log(380));
    await app.pass(5);
    expect(ids()).toEqual(expected(380, 51));
    expect(screen.getByText('The newest 330.')).toBeVisible();
    const newest = app.sent('GET', '/guardian/events').filter(({ path }) => !path.includes('before'));
    expect(new Set(newest.map(({ path }) => path))).toEqual(new Set(['/guardian/events?limit=50']));
  });

  test('are dropped when more has happened than the newest page shows', async () => {
    const app = await page(log(300));
    await showAll(app);
    await app.click(older());
    answerWith(log(500));
    await app.pass(5);
    expect(ids()).toEqual(expected(500, 451));
    await app.click(older());
    expect(ids()).toEqual(expected(500, 251));
  });

  test('that cannot be loaded are explained as an error, and the present ones stay', async () => {
    const app = await page(log(300));
    await showAll(app);
    answerWith(
      http.get('*/guardian/events', ({ request }) =>
        request.url.includes('before') ? HttpResponse.json({}, { status: 503 }) : undefined,
      ),
    );
    await app.click(older());
    expect(alerts().join()).toContain('Older events could not be loaded. What is shown is kept.');
    expect(ids()).toEqual(expected(300, 251));
    answerWith(log(300));
    await app.click(older());
    expect(alerts()).toEqual([]);
    expect(ids()).toEqual(expected(300, 51));
  });

  test('that a Guardian returns again are not the end', async () => {
    const app = await page(reads('events', { items: items(50, 1) }));
    await showAll(app);
    await app.click(older());
    expect(ids()).toEqual(expected(50, 1));
    expect(older()).toHaveAccessibleDescription('The Guardian gave the same events again.');
  });

  test('of the mock’s Guardian are found after denied requests pushed them out', async () => {
    const app = await renderApp({
      path: '/safe-mode',
      prepare: async (backend) => {
        await backend.host.crash(3);
        await backend.run((db) => {
          const { guardian } = hostOf(db, tenants.acme.id);
          const denied = { kind: 'capability_request', outcome: 'DENIED (Safe Mode)', message: '' } as const;
          for (let left = 60; left > 0; left--) logEvent(guardian, { ...denied, at: backend.clock() });
        });
      },
    });
    await showAll(app);
    const kinds = () => rowsOfTable('Guardian events').map((row) => row[1]);
    expect(kinds()).not.toContain('Mode change');
    app.faults('guardian:slow');
    await app.click(older());
    expect(older()).toHaveAccessibleDescription('Loading older events…');
    await app.pass(3);
    expect(kinds()).toContain('Mode change');
  });
});
