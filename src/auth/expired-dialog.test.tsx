import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../mocks/personas';
import {
  badge,
  button,
  field,
  openDialog,
  reasonField,
  send,
  signInAs,
  signInHeading,
  SWITCH,
} from '../testing/find';
import { renderApp, START } from '../testing/render-app';

const ada = personas.admin;
const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });
const banner = () => screen.queryByRole('region', { name: 'Session' });

describe('a session that the server ends', () => {
  test('asks for the password over the page, and goes on where it was', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    expect(expired()).toHaveTextContent('Nothing you typed is lost, and nothing is sent by itself.');
    expect(field('Tenant ID')).toHaveValue(tenants.acme.id);
    expect(field('Tenant ID')).toHaveAttribute('readonly');
    expect(field('Email')).toHaveValue(ada.email);
    expect(field('Email')).toHaveAttribute('readonly');
    expect(field('Password')).toHaveFocus();
    expect(reasonField()).toHaveValue('Half a thou');
    await signInAs(app, { password: ada.password });
    expect(expired()).not.toBeInTheDocument();
    expect(reasonField()).toHaveValue('Half a thou');
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(app.sent('POST', SWITCH)).toEqual([]);
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged.*Half a thou/);
  });

  test('in the middle of a toggle keeps the reason, and sends nothing by itself', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await send(app);
    expect(expired()).toBeVisible();
    await signInAs(app, { password: ada.password });
    await app.pass(30, 10);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(reasonField()).toHaveValue('Half a thou');
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged.*Half a thou/);
  });

  test('is asked for nothing more, and its last answer grows old', async () => {
    const app = await renderApp();
    await app.backend.expireSessions();
    await app.pass(30);
    const { length } = app.sent('GET', SWITCH);
    await app.pass(60, 5);
    expect(app.sent('GET', SWITCH)).toHaveLength(length);
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Disengaged 90 s ago/);
  });

  test('refuses a wrong password in the dialog', async () => {
    const app = await renderApp();
    await app.backend.expireSessions();
    await app.pass(30);
    await signInAs(app, { password: 'wrong' });
    expect(within(expired() ?? document.body).getByRole('alert')).toHaveTextContent('Invalid credentials');
    await signInAs(app, { password: ada.password });
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('can be left to sign in as somebody else, who does not see what was typed', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Mine');
    await app.backend.expireSessions();
    await app.pass(30);
    await app.click(button('Sign in as somebody else'));
    expect(signInHeading()).toBeVisible();
    await signInAs(app, personas.security);
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('');
    await app.click(button('Cancel'));
    await app.click(button('Sign out'));
    expect(signInHeading()).toBeVisible();
  });

  test('takes a changed role along', async () => {
    const app = await renderApp();
    await app.backend.setRole('admin', 'VIEWER');
    await app.backend.expireSessions();
    await app.pass(30);
    await signInAs(app, { password: ada.password });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('No access');
  });
});

describe('before the session ends', () => {
  test('a banner warns two minutes ahead, and can renew', async () => {
    const app = await renderApp();
    await app.pass(750, 10);
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

  test('a renewal that fails is told in words, and the session ends when it ends', async () => {
    const app = await renderApp();
    await app.pass(800, 10);
    app.faults('auth:503');
    await app.click(button('Stay signed in'));
    expect(within(banner() ?? document.body).getByRole('alert')).toHaveTextContent(
      /The server is not available \(503\).*What you typed is kept\./,
    );
    await app.pass(100, 10);
    expect(expired()).toBeVisible();
    expect(banner()).not.toBeInTheDocument();
  });

  test('setting the device’s clock ends nothing', async () => {
    const app = await renderApp({ backend: { clock: () => START + performance.now() } });
    await app.happen(() => vi.setSystemTime(START + 36_000_000));
    await app.pass(1);
    expect(expired()).not.toBeInTheDocument();
    expect(banner()).not.toBeInTheDocument();
  });
});
