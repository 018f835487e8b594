import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import { AUDIT, historyPanel, historyRows, rowsAre } from '../../testing/find';
import { answerWith, renderApp } from '../../testing/render-app';

const EMPTY = 'No kill-switch activations recorded.';
const ENGAGED = 'kill_switch_engaged';
const row = (over: Record<string, unknown>) => ({
  id: 'row-1',
  tenant_id: tenants.acme.id,
  action: ENGAGED,
  timestamp: '2026-11-20T10:00:00Z',
  metadata_json: { actor: 'ops@acme.example', reason: 'Drill' },
  ...over,
});
const show = (...rows: unknown[]) =>
  renderApp({ prepare: () => answerWith(rowsAre(ENGAGED, rows, rows.length)) });

describe('the history of the kill-switch page', () => {
  test('lists both kinds of toggle together, newest first [AEGIS-06, AEGIS-27, AEGIS-28, AEGIS-29, AEGIS-30]', async () => {
    await renderApp();
    const table = screen.getByRole('table', { name: 'Activation history' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Action', 'Operator', 'Reason', 'Time']);
    const rows = historyRows();
    expect(rows).toHaveLength(8);
    expect(rows[0]).toEqual([
      ' Disengaged',
      `you, ${personas.admin.email}`,
      'Traced to a duplicated cron job, job removed',
      expect.stringContaining('2026-11-20 09:13:00 UTC'),
    ]);
    expect(rows.map(([action]) => action?.trim())).toEqual(
      Array.from({ length: 4 }, () => ['Disengaged', 'Engaged']).flat(),
    );
    expect(historyPanel()).toHaveTextContent('The last 8 of 8 toggles.');
  });

  test('shows the last 20 toggles and says how many there are [AEGIS-26]', async () => {
    await renderApp({ seed: { seed: 'ten-thousand' } });
    expect(historyRows()).toHaveLength(20);
    expect(historyPanel()).toHaveTextContent('The last 20 of 10000 toggles.');
  });

  test('grows automatically', async () => {
    const app = await renderApp({ seed: { seed: 'none' } });
    expect(historyPanel()).toHaveTextContent(EMPTY);
    await app.elsewhere('security', 'engage', 'First ever');
    await app.pass(30);
    expect(historyRows().map(String)).toEqual([expect.stringMatching(/Engaged,Sam Security .+,First ever,/)]);
    expect(historyPanel()).not.toHaveTextContent(EMPTY);
  });
});

describe('"nothing recorded" is said', () => {
  test('not when the server counts rows that it does not return', async () => {
    await renderApp({ prepare: () => answerWith(rowsAre(ENGAGED, [], 20)) });
    expect(historyPanel()).toHaveTextContent('The audit log counts 20 toggles, but gave none.');
    expect(historyPanel()).not.toHaveTextContent(/No kill-switch|Healthy/);
  });

  test('without calling it healthy while the switch is engaged', async () => {
    await renderApp({ seed: { engaged: true }, prepare: () => answerWith(rowsAre(ENGAGED, [])) });
    expect(historyPanel()).toHaveTextContent(`${EMPTY}Yet there was one. Its row may arrive late`);
  });

  test('only after a well-formed answer of both kinds without rows [AEGIS-42, AEGIS-43]', async () => {
    const app = await renderApp({ seed: { seed: 'none' }, faults: 'history:slow' });
    expect(historyPanel()).not.toHaveTextContent(EMPTY);
    await app.pass(3);
    expect(historyPanel()).toHaveTextContent(EMPTY);
    expect(historyPanel()).toHaveTextContent(
      'Healthy. The audit chain will record the first engagement when it happens.',
    );
  });

  test.each([
    '500',
    'offline',
    'html',
    'wrong-shape',
    'empty-body',
    '204',
    'truncated',
    '403',
    '429',
    'hang',
  ])('never because of %s', async (fault) => {
    const app = await renderApp({ seed: { seed: 'none' }, faults: `history:${fault}` });
    if (fault === 'hang') await app.pass(8);
    expect(historyPanel()).not.toHaveTextContent(EMPTY);
    expect(within(historyPanel()).getAllByRole('alert')[0]).toHaveTextContent(
      'Engage rows and disengage rows could not be read. Without them this history is not complete.',
    );
    app.faults('');
    await app.pass(30);
    expect(historyPanel()).toHaveTextContent(EMPTY);
  });

  test('never while one of the two lists fails, and the other list is shown', async () => {
    const oneFails = http.get('*/audit/logs', ({ request }) =>
      new URL(request.url).searchParams.get('action') === ENGAGED
        ? HttpResponse.json({ detail: 'Audit is down' }, { status: 503 })
        : undefined,
    );
    const app = await renderApp({ seed: { seed: 'none' }, prepare: () => answerWith(oneFails) });
    expect(historyPanel()).not.toHaveTextContent(EMPTY);
    expect(within(historyPanel()).getByRole('alert')).toHaveTextContent(
      /The server is not available \(503\).*Audit is down.*Engage rows could not be read/,
    );
    await app.elsewhere('security', 'engage', 'Seen only in part');
    await app.elsewhere('security', 'disengage', 'This list works');
    await app.pass(30);
    expect(historyRows().map(([action]) => action)).toEqual([' Disengaged']);
  });

  test.each([2, 0])('not when every row was dropped and the server counts %i', async (total) => {
    const rows = [row({ tenant_id: tenants.globex.id }), row({ id: 7 })];
    await renderApp({ prepare: () => answerWith(rowsAre(ENGAGED, rows, total)) });
    expect(historyPanel()).not.toHaveTextContent(/No kill-switch|Healthy|gave none/);
    expect(historyPanel()).toHaveTextContent(
      '1 row of another tenant came with the answer and was left out. Tell your Aegis team.',
    );
    expect(historyPanel()).toHaveTextContent('1 row could not be read and is not shown.');
  });
});

test('rows stay when a later reading fails, and are called old', async () => {
  const app = await renderApp();
  app.faults('history:500');
  await app.pass(30);
  expect(historyRows()).toHaveLength(8);
  expect(historyPanel()).toHaveTextContent('What is shown may be old.');
});

test('rows of another tenant are left out, and the page says so', async () => {
  const app = await renderApp({ seed: { foreignRows: 3 } });
  expect(historyPanel()).toHaveTextContent(
    '3 rows of another tenant came with the answer and were left out.',
  );
  expect(historyPanel()).not.toHaveTextContent('Not yours to read');
  expect(app.sent('GET', AUDIT)[0]?.headers.get('X-Tenant-ID')).toBe(tenants.acme.id);
});

test('odd and broken rows do not hide the others, and are reported', async () => {
  await renderApp({ seed: { malformedRows: 15 } });
  expect(historyPanel()).toHaveTextContent('3 rows could not be read and are not shown.');
  const text = historyPanel().textContent;
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('invoice⟨U+202E⟩fdp.exe');
  expect(text).toContain('yesterday, late (not a time with a zone)');
  expect(text).toContain('Traced to a duplicated cron job, job removed');
  // Two rows with the same id are not the same row.
  expect(historyRows()).toHaveLength(8 + 15 - 3);
});

describe('in a row of the history', () => {
  test.each([
    ['an unknown action is shown as it was sent', { action: 'kill_switch_tested' }, 0, 'kill_switch_tested'],
    ['a missing operator is not recorded', { metadata_json: { reason: 'x' } }, 1, 'not recorded'],
    ['an operator that is no text is not recorded', { metadata_json: { actor: 42 } }, 1, 'not recorded'],
    ['the operator is also found in user_id', { metadata_json: { user_id: 'u-1' } }, 1, 'u-1'],
    ['the operator is also found in operator', { metadata_json: { actor: ' ', operator: 'o-1' } }, 1, 'o-1'],
    [
      'a redacted operator is shown as redacted',
      { metadata_json: { actor: '***EMAIL_REDACTED***' } },
      1,
      'redacted by the server',
    ],
    ['a missing reason is not recorded', { metadata_json: null }, 2, 'not recorded'],
    ['the reason is also found in the row itself', { metadata_json: {}, reason: 'On top' }, 2, 'On top'],
    [
      'an inherited name is no reason',
      { metadata_json: JSON.parse('{"__proto__":{"reason":"evil"}}') },
      2,
      'not recorded',
    ],
    ['a missing time is not recorded', { timestamp: null }, 3, 'not recorded'],
    [
      'a time without a zone is shown as it was sent',
      { timestamp: '2026-11-20T10:00:00' },
      3,
      '2026-11-20T10:00:00 (not a time with a zone)',
    ],
  ])('%s', async (_, over, column, words) => {
    await show(row(over));
    expect(historyRows()[0]?.[column]).toBe(words);
  });
});

test('rows whose tenant the server redacted are shown, and the page says so', async () => {
  await show(row({ tenant_id: '***AADHAAR_REDACTED***-4c3d-8e4f-a5b6c7d8e9f0' }));
  expect(historyRows()).toHaveLength(1);
  expect(historyPanel()).toHaveTextContent('The server redacted the tenant id of 1 row.');
});
