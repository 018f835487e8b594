import '../history-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { toggleRows, rowsAre } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';
const answer = () => screen.getByRole('status', { name: 'Answer' });
const from = () => screen.getByLabelText('From (UTC)');
const to = () => screen.getByLabelText('To (UTC)');
const engaged = {
  id: 'one',
  tenant_id: tenants.acme.id,
  action: 'kill_switch_engaged',
  timestamp: '2026-11-16T10:00:00Z',
  metadata_json: { actor: 'u-1', actor_email: 'mara@acme.example', reason: 'Runaway agent' },
};
const open = () => answerWith(rowsAre('kill_switch_engaged', [engaged]));

describe('the answer to the date filter', () => {
  test('says that the switch was engaged all day, for a day within an incident that is still open', async () => {
    const app = await renderApp({ path, prepare: open });
    expect(answer()).toHaveTextContent(/^1 incident\. The newest: Engaged/);
    await app.fill(from(), '2026-11-17');
    await app.fill(to(), '2026-11-17');
    expect(answer()).toHaveTextContent(
      'Tue 17 Nov 2026: engaged 24 h of 24 h, by mara@acme.example, why: Runaway agent.',
    );
    expect(toggleRows().map(([action]) => action?.trim())).toEqual(['Engaged']);
    expect(screen.getByRole('button', { name: 'Export CSV' })).not.toHaveAttribute('aria-disabled');
    await app.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(answer()).toHaveTextContent(/^1 incident\. The newest: Engaged/);
  });

  test('counts until now by the server’s clock, and continues to count', async () => {
    // The server is an hour ahead of this device.
    const ahead = http.get('*/audit/logs', ({ request }) => {
      const items = request.url.includes('disengaged') ? [] : [engaged];
      const headers = { Date: new Date(Date.now() + 3_600_000).toUTCString() };
      return HttpResponse.json(
        { success: true, data: { total: items.length, items }, error: null },
        { headers },
      );
    });
    const prepare = () => answerWith(ahead);
    const app = await renderApp({ path: `${path}&from=2026-11-21`, prepare });
    expect(answer()).toHaveTextContent('Since Sat 21 Nov 2026: engaged 10 h of 10 h so far, by mara');
    // A sentence that changes every minute must not be read out every minute.
    expect(answer()).toHaveAttribute('aria-live', 'off');
    await app.pass(600, 30);
    expect(answer()).toHaveTextContent('engaged 10 h 10 min of 10 h 10 min so far');
  });

  test('follows the range, which moves with the server’s clock', async () => {
    const rows = [{ ...engaged, timestamp: '2026-11-21T08:10:00Z' }];
    const prepare = () => answerWith(rowsAre('kill_switch_engaged', rows));
    const app = await renderApp({ path: `${path}&range=24h`, prepare });
    expect(answer()).toHaveTextContent(
      'Last 24 h: engaged 50 min of 24 h, by mara@acme.example, why: Runaway',
    );
    await app.click(screen.getByRole('button', { name: '7 d' }));
    expect(answer()).toHaveTextContent('Last 7 d: engaged 50 min of 7 d, by mara');
    await app.pass(600, 30);
    expect(answer()).toHaveTextContent('Last 7 d: engaged 1 h of 7 d, by mara');
  });

  test('says "not engaged" only when the history is complete', async () => {
    const app = await renderApp({ path: `${path}&from=2026-11-16&to=2026-11-16` });
    expect(answer()).toHaveTextContent('Mon 16 Nov 2026: not engaged.');
    app.faults('history:503');
    await app.pass(35);
    expect(answer()).toHaveTextContent(
      'no engagement found, but there may have been one, because the newest toggles could not be read.',
    );
  });

  test.each([
    ['while it loads', { faults: 'history:slow' }, 'because not every toggle has been read'],
    ['when the log cannot be read', { faults: 'history:503' }, 'because not every toggle has been read'],
    ['when rows cannot be read', { seed: { malformedRows: 15 } }, '3 rows could not be read'],
    [
      'when rows belong to another tenant',
      { seed: { foreignRows: 2 } },
      '2 rows of another tenant came with the answers',
    ],
  ])('never says "not engaged" %s', async (_what, options, why) => {
    await renderApp({ path: `${path}&from=2026-11-16&to=2026-11-16`, ...options });
    expect(answer()).toHaveTextContent(why);
    expect(answer()).not.toHaveTextContent('not engaged');
  });
});
