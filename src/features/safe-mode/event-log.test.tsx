import './safe-mode-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { alerts, reads, rowsOfTable } from '../../testing/find-guardian';
import { answerWith, renderApp } from '../../testing/render-app';

const page = (...handlers: Parameters<typeof answerWith>) =>
  renderApp({ path: '/safe-mode', as: 'auditor', prepare: () => answerWith(...handlers) });

describe('the event log', () => {
  const EMPTY = 'No Guardian events recorded.';
  const failing = http.get('*/guardian/events', () => HttpResponse.json({}, { status: 500 }));

  test('is newest first, and marks what was denied', async () => {
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

  test('is empty only when the Guardian says so', async () => {
    const app = await page(reads('events', { items: [] }));
    expect(screen.getByText(EMPTY)).toBeVisible();
    answerWith(failing);
    await app.pass(5);
    expect(screen.queryByText(EMPTY)).toBeNull();
    expect(alerts().join()).toContain('The server failed (500)');
  });

  test('that cannot be read is an error in words, and what was read stays', async () => {
    const app = await page(failing);
    expect(alerts().join()).toContain('That says nothing about whether there are any.');
    expect(screen.queryByText(EMPTY)).toBeNull();
    answerWith(reads('events', { items: [{ id: 'a', kind: 'export' }] }));
    await app.pass(5);
    expect(rowsOfTable('Guardian events')).toHaveLength(1);
    answerWith(failing);
    await app.pass(5);
    expect(rowsOfTable('Guardian events')).toHaveLength(1);
    expect(alerts().join()).toMatch(/What is shown is \d+ s old\./);
  });

  test.each([{ items: null }, {}, { items: [{ kind: 'kill' }] }])('%j is no empty log', async (data) => {
    await page(reads('events', data));
    expect(screen.queryByText(EMPTY)).toBeNull();
    expect(alerts().join()).toContain('The answer was not understood');
  });
});
