import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test, vi } from 'vitest';
import { personas } from '../../../mocks/seeds/personas';
import { announced, badge, button, signInAs } from '../../testing/find';
import { answerWith, renderApp, START } from '../../testing/render-app';

const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });
const banner = () => screen.queryByRole('region', { name: 'Session' });

/** The server gives a renewed session this lifetime. */
const renewedFor = (seconds: number) =>
  http.post('*/auth/refresh', () => {
    const { tenantId: tenant_id, role } = personas.admin;
    const data = { access_token: 'a.b.c', token_type: 'bearer', expires_in: seconds, tenant_id, role };
    return HttpResponse.json({ success: true, data });
  });

test('a banner warns two minutes before the end, and can renew the session', async () => {
  const app = await renderApp();
  await app.pass(750, 400);
  expect(banner()).not.toBeInTheDocument();
  await app.pass(60, 10);
  expect(banner()).toHaveTextContent(/Your session ends in (89|90) s\./);
  await app.click(button('Stay signed in'));
  expect(banner()).not.toBeInTheDocument();
  expect(app.sent('POST', '/auth/refresh')).toHaveLength(1);
  await app.pass(120, 10);
  expect(expired()).not.toBeInTheDocument();
  expect(badge()).toHaveTextContent(/^Disengaged/);
});

test('a renewal that fails is explained, and the session ends at its time', async () => {
  const app = await renderApp();
  await app.pass(800, 400);
  app.faults('auth:503');
  await app.click(button('Stay signed in'));
  expect(within(banner() ?? document.body).getByRole('alert')).toHaveTextContent(
    /The server is not available \(503\).*Your text is safe\./,
  );
  await app.pass(100, 10);
  expect(expired()).toBeVisible();
  expect(banner()).not.toBeInTheDocument();
});

test('a server that cannot renew is not asked again, and the banner offers to sign in again over the page', async () => {
  const app = await renderApp({ faults: 'renewal-refused' });
  await app.pass(790, 400);
  await app.click(button('Stay signed in'));
  expect(banner()).toHaveTextContent(
    'This server cannot renew sessions. Sign in again before 09:15, when the session ends. Your text is safe.',
  );
  expect(announced('polite')).toContain('This server cannot renew it: sign in again.');
  expect(screen.queryByRole('button', { name: 'Stay signed in' })).not.toBeInTheDocument();
  await app.click(button('Sign in again'));
  await app.click(button('Cancel'));
  expect(badge()).toHaveTextContent(/^Disengaged/);
  await app.click(button('Sign in again'));
  await signInAs(app, { password: personas.admin.password });
  expect(banner()).not.toBeInTheDocument();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  // As after a reload.
  vi.resetModules();
  const reloaded = await import('../../stores/session');
  expect(reloaded.useSession.getState().cannotRenew).toBe(true);
});

test('the note that a server cannot renew ends with a sign-out', async () => {
  const app = await renderApp({ faults: 'renewal-refused' });
  await app.pass(790, 400);
  await app.click(button('Stay signed in'));
  expect(window.sessionStorage.getItem('ksc.cannot-renew')).toContain('true');
  await app.click(button('Sign out'));
  expect(window.sessionStorage).toHaveLength(0);
});

test('setting the device’s clock ends nothing', async () => {
  const app = await renderApp({ backend: { clock: () => START + performance.now() } });
  await app.happen(() => vi.setSystemTime(START + 36_000_000));
  await app.pass(1);
  expect(expired()).not.toBeInTheDocument();
  expect(banner()).not.toBeInTheDocument();
});

test('a renewed session that is as short leaves the button usable, and the banner says so', async () => {
  const app = await renderApp();
  await app.pass(800, 400);
  answerWith(renewedFor(100));
  await app.click(button('Stay signed in'));
  expect(banner()).toHaveTextContent('Your session ends in 100 s.');
  expect(within(banner() ?? document.body).getByRole('status')).toHaveTextContent(
    'Renewed, but the server lets it end this soon.',
  );
  answerWith(renewedFor(900));
  await app.click(button('Stay signed in'));
  expect(banner()).not.toBeInTheDocument();
});

test('the warning is announced once, politely, and not every second', async () => {
  const app = await renderApp();
  await app.pass(770, 400);
  expect(announced('polite')).not.toContain('Your session ends');
  await app.pass(20, 10);
  expect(announced('polite')).toBe('Your session ends in 2 minutes. It can be renewed.');
  await app.click(button('Refresh'));
  expect(announced('polite')).toBe('Read again.');
  await app.pass(30, 1);
  expect(announced('polite')).toBe('Read again.');
  expect(announced('assertive')).not.toContain('Your session ends');
});
