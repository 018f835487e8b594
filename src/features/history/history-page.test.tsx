import './history-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import { formatLocal } from '../../lib/time';
import { toggleRows, rowsAre } from '../../testing/find';
import { answerWith, renderApp } from '../../testing/render-app';

const EMPTY = 'No kill-switch activations recorded.';
const path = '/kill-switch/history?view=toggles';
const main = () => screen.getByRole('main');
/** In the person's time zone and the machine's language. */
const local = (time: string) => formatLocal(Date.parse(time));
const row = (id: string, timestamp: string | null, over: Record<string, unknown> = {}) => ({
  id,
  tenant_id: tenants.acme.id,
  action: 'kill_switch_engaged',
  timestamp,
  metadata_json: { actor: 'ops@acme.example', reason: `Reason of ${id}` },
  ...over,
});

describe('"nothing recorded" is said', () => {
  test('only after a well-formed answer of both kinds without rows', async () => {
    const app = await renderApp({ path, as: 'auditor', seed: { seed: 'none' }, faults: 'history:slow' });
    expect(main()).toHaveTextContent('Loading the history…');
    expect(main()).not.toHaveTextContent(EMPTY);
    await app.pass(3);
    expect(main()).toHaveTextContent(EMPTY);
    expect(main()).toHaveTextContent('Healthy. The audit chain will record');
    expect(main()).not.toHaveTextContent('Loading');
    // The same when it is no longer known.
    await app.pass(6, 3);
    app.faults('history:503');
    await app.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(main()).not.toHaveTextContent(EMPTY);
  });

  test.each(['500', 'offline', 'html', 'wrong-shape', 'empty-body', '204', 'truncated', '403', '429', '504'])(
    'never after %s, and the pages are read when a person tries again',
    async (fault) => {
      const faults = `history:${fault}`;
      const app = await renderApp({ path, as: 'auditor', seed: { seed: 'none' }, faults });
      expect(main()).not.toHaveTextContent(EMPTY);
      expect(screen.getAllByRole('alert').map((alert) => alert.textContent)).toEqual([
        expect.stringContaining('Engage rows are not complete. What was loaded stays.'),
        expect.stringContaining('Disengage rows are not complete. What was loaded stays.'),
      ]);
      const asked = app.sent('GET', '/audit').length;
      await app.pass(60);
      expect(app.sent('GET', '/audit')).toHaveLength(asked);
      app.faults('');
      for (const again of screen.getAllByRole('button', { name: 'Try again' })) await app.click(again);
      expect(main()).toHaveTextContent(EMPTY);
      expect(screen.queryByRole('alert')).toBeNull();
    },
  );

  test.each(['engaged', 'disengaged'])('never without the %s rows', async (kind) => {
    const refusal = http.get('*/audit/logs', ({ request }) =>
      request.url.includes(`action=kill_switch_${kind}`)
        ? HttpResponse.json({ detail: 'No' }, { status: 500 })
        : undefined,
    );
    await renderApp({ path, seed: { seed: 'none' }, prepare: () => answerWith(refusal) });
    expect(screen.getByRole('alert')).toHaveTextContent(`${kind === 'engaged' ? 'E' : 'Dise'}ngage rows`);
    expect(main()).not.toHaveTextContent(EMPTY);
  });

  test.each([
    ['rows of another tenant', { foreignRows: 2 }, '2 rows of another tenant'],
    ['rows that cannot be read', { malformedRows: 15 }, '3 rows could not be read'],
  ])('never after %s', async (_what, odd, words) => {
    await renderApp({ path, seed: { seed: 'none', ...odd } });
    expect(main()).not.toHaveTextContent(EMPTY);
    expect(main()).toHaveTextContent(words);
  });
});

describe('the summary', () => {
  test('answers when, by whom, for how long, and why', async () => {
    await renderApp({ path });
    expect(main()).toHaveTextContent(
      `4 incidents. The newest: Engaged ${local('2026-11-20T08:48:00Z')} by ${personas.admin.email}, for 25 min. Reason: Unexplained spend spike on the billing agent.`,
    );
  });

  test('tells a single incident as one', async () => {
    await renderApp({ path, seed: { seed: 'one' } });
    expect(main()).toHaveTextContent(
      `1 incident. The newest: Engaged ${local('2026-11-21T08:48:00Z')} by ${personas.security.email}, still open. Reason: Runaway agent in billing.`,
    );
  });

  test('says how often it was engaged again meanwhile, and what is not recorded', async () => {
    const rows = [
      row('c', '2026-11-20T12:00:00Z'),
      row('b', '2026-11-20T11:00:00Z'),
      row('a', '2026-11-20T10:00:00Z', { metadata_json: null }),
    ];
    await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', rows)) });
    expect(main()).toHaveTextContent(
      `1 incident. The newest: Engaged ${local('2026-11-20T10:00:00Z')} by not recorded, still open, engaged again 2 times meanwhile. Reason: not recorded.`,
    );
  });

  test('describes a disengage without an engage', async () => {
    const rows = [row('d', '2026-11-20T12:00:00Z', { action: 'kill_switch_disengaged' })];
    await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_disengaged', rows)) });
    expect(main()).toHaveTextContent('Disengaged without a known engage. Operator: ops@acme.example.');
  });

  test('marks hidden characters of a reason, and redacted text', async () => {
    const bidi = row('a', '2026-11-20T10:00:00Z', {
      metadata_json: { actor: '***EMAIL_REDACTED***', reason: 'x\u202Efdp.exe' },
    });
    await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', [bidi])) });
    expect(main()).toHaveTextContent('by redacted by the server, still open. Reason: x⟨U+202E⟩fdp.exe.');
  });
});

describe('the history page', () => {
  test('shows in the table how long each incident was', async () => {
    await renderApp({ path, seed: { engaged: true } });
    expect(toggleRows().map(([action, , , , length]) => `${action?.trim()}: ${length}`)).toEqual([
      'Engaged: still open',
      ...['25 min', '7 min', '2 h 5 min', '42 min'].flatMap((length) => [
        `Disengaged: ${length}`,
        `Engaged: ${length}`,
      ]),
    ]);
  });

  test('shows an unknown action as it was sent, and not as an incident', async () => {
    const odd = row('odd', '2026-11-20T12:00:00Z', { action: 'kill_switch_tested' });
    const rows = [odd, row('a', '2026-11-20T10:00:00Z')];
    await renderApp({ path, prepare: () => answerWith(rowsAre('kill_switch_engaged', rows)) });
    expect(toggleRows().map(([action, , , , length]) => [action, length])).toEqual([
      ['kill_switch_tested', ''],
      [' Engaged', 'still open'],
    ]);
    expect(main()).toHaveTextContent(`1 incident. The newest: Engaged ${local('2026-11-20T10:00:00Z')}`);
  });

  test('does not ask for the switch for an auditor, nor for the log for a viewer', async () => {
    const app = await renderApp({ path, as: 'auditor' });
    await app.pass(60);
    expect(app.sent('GET', '/decision')).toEqual([]);
    expect(app.sent('GET', '/audit')).not.toEqual([]);
  });

  test('is refused to a viewer before any request', async () => {
    const app = await renderApp({ path, as: 'viewer' });
    await app.pass(60);
    expect(main()).toHaveTextContent('This page is for ADMIN, SECURITY and AUDITOR.');
    expect([...app.sent('GET', '/decision'), ...app.sent('GET', '/audit')]).toEqual([]);
  });
});
