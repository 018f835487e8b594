import '../features/history/history-page';
import '../features/recovery/recovery-page';
import '../features/safe-mode/safe-mode-page';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas } from '../../mocks/seeds/personas';
import { badge, historyPanel, openDialog, send, signInAs } from '../testing/find';
import { modeBadge } from '../testing/find-guardian';
import { renderApp } from '../testing/render-app';

const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });

describe('a 401 of a side system, while the switch answers', () => {
  test.each(['guardian:401', 'history:401', 'guardian:401,history:401,auth:401'])(
    '%s: engaging stays possible (law 8)',
    async (faults) => {
      const app = await renderApp({ faults });
      await app.pass(60, 10);
      expect(expired()).not.toBeInTheDocument();
      await openDialog(app, 'Engage', 'Still my lever');
      await send(app);
      expect(badge()).toHaveTextContent(/^Engaged/);
    },
  );

  test('is shown where that system is shown, with what to do and to quote', async () => {
    await renderApp({ faults: 'guardian:401', path: '/safe-mode' });
    expect(modeBadge()).toHaveTextContent('The Guardian did not accept your session (401).');
    expect(modeBadge()).toHaveTextContent(
      /Only this service refused your session\..*For support: HTTP 401 · request/,
    );
  });

  test('is shown in the history', async () => {
    await renderApp({ faults: 'history:401' });
    expect(historyPanel()).toHaveTextContent('The audit log did not accept your session (401)');
  });

  test('shows the other ways on the recovery page', async () => {
    await renderApp({ faults: 'guardian:401', path: '/recovery' });
    const card = screen.getByRole('region', { name: 'If the Guardian cannot be reached' });
    expect(card).toHaveTextContent('The Guardian did not accept your session (401)');
  });

  test('right after signing in does not ask for the password again', async () => {
    const app = await renderApp({ as: null });
    app.faults('guardian:401');
    await signInAs(app, personas.admin);
    expect(expired()).not.toBeInTheDocument();
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

describe('a session that has really ended', () => {
  test.each(['auditor', 'viewer'] as const)('is noticed for %s by the Guardian’s answer', async (as) => {
    const app = await renderApp({ as, path: '/safe-mode' });
    await app.backend.expireSessions();
    const asked = app.sent('GET', '/auth/me').length;
    await app.pass(30);
    expect(expired()).toBeVisible();
    expect(app.sent('GET', '/auth/me')).toHaveLength(asked + 1);
  });

  test('is noticed at once by the history of those who read nothing else', async () => {
    const app = await renderApp({ as: 'auditor', path: '/kill-switch/history', faults: 'guardian:offline' });
    await app.backend.expireSessions();
    const asked = app.sent('GET', '/auth/me').length;
    await app.pass(30);
    expect(expired()).toBeVisible();
    expect(app.sent('GET', '/auth/me')).toHaveLength(asked);
  });
});
