import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import {
  badge,
  button,
  field,
  openAccount,
  openDialog,
  reasonField,
  send,
  signInAs,
  signInHeading,
  SWITCH,
} from '../../testing/find';
import { renderApp } from '../../testing/render-app';

const ada = personas.admin;
const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });

describe('a session that the server ends', () => {
  test('asks for the password over the page, and continues where it was', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    expect(expired()).toHaveTextContent('Sign in to continue. Your text is safe; nothing will be sent.');
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

  test('during a toggle keeps the reason, and sends nothing automatically', async () => {
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

  test('shows a wrong password in the dialog', async () => {
    const app = await renderApp();
    await app.backend.expireSessions();
    await app.pass(30);
    await signInAs(app, { password: 'wrong' });
    expect(within(expired() ?? document.body).getByRole('alert')).toHaveTextContent(
      /^The password was not accepted.*Invalid credentials/,
    );
    await signInAs(app, { password: ada.password });
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('says in the dialog that the account is locked, and for how long', async () => {
    const app = await renderApp();
    await app.backend.expireSessions();
    await app.pass(30);
    for (const _ of Array.from({ length: 6 })) await signInAs(app, { password: 'wrong' });
    expect(expired()).toHaveTextContent(
      /The account is locked after too many failed attempts.*Try again in 60 s\./,
    );
  });

  test('can be left to sign in as somebody else, who does not see the typed text', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Mine');
    await app.backend.expireSessions();
    await app.pass(30);
    await app.click(button('Sign in as someone else'));
    expect(signInHeading()).toBeVisible();
    expect(field('Email')).toHaveValue('');
    await signInAs(app, personas.security);
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('');
    await app.click(button('Cancel'));
    await app.click(button('Sign out'));
    expect(signInHeading()).toBeVisible();
  });

  test('takes over a role that has changed', async () => {
    const app = await renderApp();
    await app.backend.setRole('admin', 'VIEWER');
    await app.backend.expireSessions();
    await app.pass(30);
    await signInAs(app, { password: ada.password });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('No access');
  });
});

describe('a person whose email the server redacts', () => {
  /** A new tab: the server said who is signed in, and nothing was typed. */
  async function inNewTab() {
    const app = await renderApp({
      as: null,
      faults: 'auth:redacted-answers',
      prepare: async (backend) => {
        window.localStorage.setItem('ksc.tenant', tenants.acme.id);
        await backend.signInAs('admin');
      },
    });
    openAccount();
    expect(screen.getByText('Ada Admin, email redacted by the server')).toBeVisible();
    await openDialog(app, 'Engage', 'Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    return app;
  }

  test('types it again, and continues in place with everything that was typed', async () => {
    const app = await inNewTab();
    expect(field('Email')).toHaveValue('');
    expect(field('Email')).not.toHaveAttribute('readonly');
    expect(field('Email')).toHaveFocus();
    await signInAs(app, { email: ada.email, password: ada.password });
    expect(expired()).not.toBeInTheDocument();
    openAccount();
    expect(screen.getByText(`Ada Admin, ${ada.email}`)).toBeVisible();
    expect(reasonField()).toHaveValue('Half a thou');
    await app.backend.expireSessions();
    await app.pass(30);
    expect(field('Email')).toHaveValue(ada.email);
    await signInAs(app, { password: ada.password });
    expect(reasonField()).toHaveValue('Half a thou');
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged.*Half a thou/);
  });

  test('continues even when the server does not say who is signed in', async () => {
    const app = await inNewTab();
    app.faults('me-empty');
    await signInAs(app, { email: ada.email, password: ada.password });
    expect(reasonField()).toHaveValue('Half a thou');
  });

  test('is not confused with somebody else who signs in, who gets nothing of theirs', async () => {
    const app = await inNewTab();
    await signInAs(app, { email: personas.security.email, password: personas.security.password });
    openAccount();
    expect(screen.getByText(`Sam Security, ${personas.security.email}`)).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('');
  });
});
