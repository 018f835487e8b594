import '../history-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { toggleRows } from '../../../testing/find';
import { answerWith, renderApp, START } from '../../../testing/render-app';

const path = '/kill-switch/history?view=toggles';
const INTACT = 'The server says: the audit chain is intact';
const BROKEN = 'The server says: the audit chain is BROKEN';
const NOT_NOW = 'The chain was not verified now. This says nothing about whether it is intact.';
const verify = () => screen.getByRole('button', { name: 'Verify audit chain' });
const report = () => screen.queryByRole('region', { name: 'Audit chain' });
const found = () => within(screen.getByRole('region', { name: 'Audit chain' }));

const verdictIs = (data: unknown) =>
  http.get('*/audit/logs/verify', () => HttpResponse.json({ success: true, data, error: null, meta: null }));
async function verified(data: unknown) {
  const app = await renderApp({ path, prepare: () => answerWith(verdictIs(data)) });
  await app.click(verify());
  return app;
}

describe('the server’s verdict', () => {
  test('is requested only by a person, and shown with counts and time', async () => {
    const app = await renderApp({ path });
    await app.pass(60);
    expect(report()).toBeNull();
    expect(app.sent('GET', '/audit/logs/verify')).toEqual([]);
    const asked = Date.now();
    await app.click(verify());
    expect(asked).toBe(START + 60_000);
    expect(report()).toHaveTextContent(INTACT);
    expect(report()).toHaveTextContent(`8 rows checked, 0 errors, as of ${new Date(asked).toISOString()}.`);
    expect(screen.queryByRole('alert')).toBeNull();
    // Neither polling nor Refresh requests it again: it shows its time instead.
    await app.pass(60);
    await app.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(app.sent('GET', '/audit/logs/verify')).toHaveLength(1);
  });

  test('is requested once, and the page shows that it waits', async () => {
    const app = await renderApp({ path });
    app.faults('history:slow');
    await app.doubleClick(verify());
    const waiting = screen.getByRole('button', { name: 'Verifying…' });
    expect(waiting).toHaveAttribute('aria-disabled', 'true');
    await app.click(waiting);
    expect(app.sent('GET', '/audit/logs/verify')).toHaveLength(1);
    await app.pass(3);
    expect(report()).toHaveTextContent(INTACT);
  });

  test('that the chain is broken is an alert that names the row and stays', async () => {
    const app = await renderApp({ path, seed: { brokenChain: true } });
    await app.click(verify());
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent(BROKEN);
    expect(alert).toHaveTextContent('8 rows checked, 1 error,');
    expect(alert).toHaveTextContent('In its words: Audit tampering detected');
    expect(within(alert).getByRole('listitem')).toHaveTextContent(/^row_id: .+, type: event_hash_mismatch/);
    expect(within(alert).getByRole('link', { name: 'Show the row' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/kill-switch\/history\?row=[-0-9a-f]{36}$/),
    );
    await app.goTo('/kill-switch');
    expect(report()).toBeNull();
    await app.goTo(path);
    expect(screen.getByRole('alert')).toHaveTextContent(BROKEN);
    expect(app.sent('GET', '/audit/logs/verify')).toHaveLength(1);
  });

  test('links no row that is not loaded, and shows its text as text', async () => {
    await verified({
      valid: false,
      processed_count: 3,
      error_count: 4,
      violations: [{ row_id: 'elsewhere', type: '<b>x\u202E</b>' }, 'Row 7 is broken', 7, null],
    });
    const items = found().getAllByRole('listitem');
    expect(items.map((item) => item.textContent.trim())).toEqual([
      'row_id: elsewhere, type: <b>x⟨U+202E⟩</b>',
      'Row 7 is broken',
      '7',
      'null',
    ]);
    expect(found().queryByRole('link', { name: 'Show the row' })).toBeNull();
  });

  test('is never called intact when it contradicts itself', async () => {
    await verified({ valid: true, processed_count: 8, error_count: 2, violations: [] });
    expect(report()).toHaveTextContent(BROKEN);
    expect(report()).not.toHaveTextContent(INTACT);
    expect(report()).toHaveTextContent('The server contradicts itself');
    expect(report()).toHaveTextContent('It named no row.');
  });

  test('is shown without counts when the server sends none', async () => {
    await verified({ valid: false });
    expect(report()).toHaveTextContent('An untold number of rows checked, an untold number of errors');
  });

  test('lists 50 of many violations and counts the others', async () => {
    const violations = Array.from({ length: 120 }, (_, n) => ({ row_id: `row-${n}` }));
    await verified({ valid: false, error_count: 120, violations });
    expect(found().getAllByRole('listitem')).toHaveLength(50);
    expect(report()).toHaveTextContent('70 more violations are not shown.');
  });
});

describe('a failed verification', () => {
  test.each(['503', '504', 'html', 'wrong-shape', 'empty-body', 'truncated', 'offline', '403', '429'])(
    'is no verdict, and removes none: %s',
    async (fault) => {
      const app = await renderApp({ path, seed: { brokenChain: true } });
      app.faults(`history:${fault}`);
      await app.click(verify());
      expect(report()).toHaveTextContent(NOT_NOW);
      expect(report()).not.toHaveTextContent('The server says: the audit chain');
      app.faults('');
      await app.click(verify());
      expect(report()).toHaveTextContent(BROKEN);
      expect(report()).not.toHaveTextContent(NOT_NOW);
      app.faults(`history:${fault}`);
      await app.click(verify());
      expect(report()).toHaveTextContent(NOT_NOW);
      expect(report()).toHaveTextContent(BROKEN);
      // Whoever may not read the log any more goes on seeing what was read.
      expect(toggleRows()).toHaveLength(8);
    },
  );

  test('can be one that takes longer than a minute', async () => {
    const app = await renderApp({ path });
    app.faults('history:hang');
    await app.click(verify());
    await app.pass(55, 5);
    expect(screen.getByRole('button', { name: 'Verifying…' })).toBeInTheDocument();
    expect(report()).toBeNull();
    await app.pass(10, 5);
    expect(report()).toHaveTextContent('The server did not answer in time');
    expect(report()).toHaveTextContent(NOT_NOW);
    expect(verify()).not.toHaveAttribute('aria-disabled');
  });
});
