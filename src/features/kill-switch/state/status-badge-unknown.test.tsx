import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { badge, statusIs } from '../../../testing/find';
import { answerWith, renderApp, START } from '../../../testing/render-app';

describe('Unknown', () => {
  test('says that nothing was ever confirmed, and why', async () => {
    await renderApp({ faults: 'status:503' });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet/);
    expect(badge()).toHaveTextContent('The server is not available (503).');
    expect(badge()).toHaveTextContent('The server says: Security infrastructure timeout');
    expect(badge()).toHaveTextContent(/For support: HTTP 503 · request [0-9a-f-]{36}/);
  });

  test.each([
    ['Disengaged', false],
    ['Engaged', true],
  ])('shows that %s was the last known state, and its growing age', async (word, engaged) => {
    const app = await renderApp({ seed: { engaged } });
    app.faults('status:offline');
    await app.pass(30);
    expect(badge()).toHaveTextContent(`Unknown — last confirmed ${word} 30 s ago`);
    await app.pass(42, 3);
    expect(badge()).toHaveTextContent(`Unknown — last confirmed ${word} 72 s ago`);
    expect(screen.getByText('checked 72 s ago')).toBeVisible();
    app.faults('');
    await app.pass(5);
    expect(badge()).toHaveTextContent(new RegExp(`^${word}`));
  });

  test.each([
    'html',
    'empty-body',
    '204',
    'truncated',
    'wrong-shape',
    'other-tenant',
    'redacted-tenant',
    '401',
    '403',
    '404',
    '429',
    '500',
    '502-html',
    '504',
  ])('follows from a first reading that ends in %s', async (fault) => {
    await renderApp({ faults: `status:${fault}` });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet/);
    expect(badge()).toHaveTextContent('For support: ');
  });

  test.each(['maybe', 'DISENGAGED', '', null, false])('follows from the status %j', async (status) => {
    await renderApp({ prepare: () => answerWith(statusIs({ status })) });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet.*The answer was not understood/);
  });

  test('stays while the next reading is under way', async () => {
    const app = await renderApp({ faults: 'status:500' });
    app.faults('status:hang');
    await app.pass(6);
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet/);
  });

  test('begins when a reading that hangs is aborted', async () => {
    const app = await renderApp();
    app.faults('status:hang');
    await app.pass(37);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    await app.pass(1);
    expect(badge()).toHaveTextContent(
      /^Unknown — last confirmed Disengaged 38 s ago.*did not answer in time/,
    );
  });

  test('comes with the time-out of the first reading, and not before', async () => {
    const app = await renderApp({ faults: 'status:hang' });
    await app.pass(7, 1);
    expect(badge()).toHaveTextContent(/^Checking/);
    await app.pass(1);
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet.*The server did not answer in time/);
  });

  test.each([
    ['46 s ahead', 46_000, /^Unknown — last confirmed Disengaged 46 s ago.*too long ago/],
    ['44 s ahead', 44_000, /^Disengaged/],
    ['an hour back', -3_600_000, /^Unknown — last confirmed Disengaged 0 s ago.*too long ago/],
  ])('follows from a clock that jumps %s while the page sleeps', async (_, jump, words) => {
    const app = await renderApp();
    app.faults('status:hang');
    await app.happen(() => {
      vi.setSystemTime(START + jump);
      window.dispatchEvent(new Event('focus'));
    });
    expect(badge()).toHaveTextContent(words);
  });
});
