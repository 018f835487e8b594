import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import {
  badge,
  button,
  openAccount,
  openDialog,
  reasonField,
  signInAs,
  signInHeading,
  SWITCH,
} from '../../testing/find';
import { answerWith, renderApp, settle } from '../../testing/render-app';
import { signIn } from './session';

const ada = personas.admin;

describe('a reload', () => {
  test('continues with the kept session, without a password and without a bearer token', async () => {
    const app = await renderApp();
    expect(badge()).toHaveTextContent(/^Disengaged/);
    openAccount();
    expect(screen.getByText(`Ada Admin, ${ada.email}`)).toBeVisible();
    expect(app.sent('POST', '/auth')).toHaveLength(1);
    expect(app.sent('GET', SWITCH).every(({ headers }) => !headers.has('Authorization'))).toBe(true);
  });

  test('keeps no secret: neither token nor password', async () => {
    await renderApp();
    const stored = JSON.stringify([{ ...window.sessionStorage }, { ...window.localStorage }]);
    expect(stored).not.toContain(ada.password);
    expect(stored).not.toMatch(/ey[\w-]+\.[\w-]+\./);
    expect(document.cookie).toBe('');
  });

  test('works with a server that does not say who is signed in', async () => {
    await renderApp({ as: 'security', faults: 'auth:500' });
    expect(badge()).toBeVisible();
    expect(button(/^Account:.*SECURITY$/)).toBeVisible();
  });

  test('after the session has ended asks for the password over the page', async () => {
    await renderApp({ prepare: (backend) => backend.expireSessions() });
    expect(screen.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    expect(badge()).toHaveTextContent(/^Unknown/);
    expect(document.title).toMatch(/^Unknown/);
  });

  test('does not restore a session that another sign-in in this browser has replaced', async () => {
    await renderApp({
      prepare: async (backend) => {
        window.localStorage.setItem('ksc.session', 'of another sign-in');
        await backend.signInAs('security');
      },
    });
    openAccount();
    expect(screen.getByText(`Sam Security, ${personas.security.email}`)).toBeVisible();
  });

  test('after a sign-out does not sign in again, although the cookie is still there', async () => {
    const app = await renderApp({
      as: null,
      prepare: async (backend) => {
        window.localStorage.setItem('ksc.session', 'signed-out');
        await backend.signInAs('admin');
      },
    });
    expect(signInHeading()).toBeVisible();
    expect(app.sent('GET', '/auth/me')).toEqual([]);
  });
});

describe('signing out', () => {
  test('ends the session here and on the server, and forgets what was typed', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Not for the next one');
    await app.click(button('Cancel'));
    await app.click(button('Sign out'));
    expect(signInHeading()).toBeVisible();
    expect(app.backend.requests.at(-1)?.path ?? '').toMatch(/\/auth\/(logout|sso\/providers)$/);
    expect(window.sessionStorage).toHaveLength(0);
    expect({ ...window.localStorage }).toMatchObject({
      'ksc.session': 'signed-out',
      'ksc.tenant': tenants.acme.id,
    });
    expect(JSON.stringify({ ...window.localStorage })).not.toContain(ada.email);
    const count = app.sent('GET', SWITCH).length;
    await app.pass(60, 10);
    expect(app.sent('GET', SWITCH)).toHaveLength(count);
    await signInAs(app, ada);
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('');
  });

  test.each(['500', 'offline', '503'])('says so when the server does not confirm it (%s)', async (fault) => {
    const app = await renderApp({ faults: `auth:${fault}` });
    await app.click(button('Sign out'));
    expect(signInHeading()).toBeVisible();
    expect(screen.getByText(/the server did not confirm that the session ended/)).toHaveTextContent(
      /It may live on \(up to a day on some servers\): delete this site’s cookies.*For support: .*request [0-9a-f-]{36}/,
    );
    expect(screen.queryByText(/The session still works/)).not.toBeInTheDocument();
  });

  test.each(['auth:redacted-answers', 'auth:truncated'])(
    'says that the session still works when the server refuses, with %s',
    async (faults) => {
      const app = await renderApp({ faults: `${faults},control:logout-refused` });
      await app.click(button('Sign out'));
      expect(screen.getByText(/the server did not end the session \(/)).toHaveTextContent(
        /The session still works\. It may live on \(up to a day on some servers\): delete this site’s cookies/,
      );
      expect(app.sent('POST', '/auth/logout')).toHaveLength(1);
    },
  );

  test('is complete when the server refuses but the session has ended all the same', async () => {
    const app = await renderApp({ faults: 'auth:logout-refused' });
    await app.backend.expireSessions();
    await app.click(button('Sign out'));
    expect(signInHeading()).toBeVisible();
    expect(screen.queryByText(/You are signed out in this browser/)).not.toBeInTheDocument();
    expect(screen.queryByText(/Signing out on the server/)).not.toBeInTheDocument();
  });

  test('keeps what somebody else typed in this tab', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Ada was about to engage');
    await app.backend.expireSessions();
    await app.pass(30);
    await app.click(button('Sign in as someone else'));
    await signInAs(app, personas.security);
    await openDialog(app, 'Engage', 'Not for the next one');
    await app.click(button('Cancel'));
    await app.click(button('Sign out'));
    expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('Not for the next one');
    await signInAs(app, ada);
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Ada was about to engage');
    await app.click(button('Cancel'));
    await app.click(button('Sign out'));
    expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('Ada was about to engage');
  });

  test('reports no error for a session that was over already', async () => {
    const app = await renderApp();
    await app.backend.expireSessions();
    await app.click(button('Sign out'));
    expect(screen.queryByText(/did not confirm/)).not.toBeInTheDocument();
  });
});

describe('signing in', () => {
  test('throws what the server refused, and signs nobody in', async () => {
    await renderApp({ as: null });
    await expect(signIn(ada.tenantId, ada.email, 'wrong')).rejects.toMatchObject({ status: 401 });
    await settle();
    expect(signInHeading()).toBeVisible();
  });

  test('works with every storage blocked', async () => {
    const blocked = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(blocked);
    const app = await renderApp({ as: null });
    await signInAs(app, ada);
    await openDialog(app, 'Engage', 'Typed all the same');
    expect(reasonField()).toHaveValue('Typed all the same');
  });

  test('does not use another tenant’s id as the person’s own', async () => {
    const data = { ...personas.otherAdmin, tenant_id: tenants.globex.id, full_name: 'Gus Globex' };
    const other = http.get('*/auth/me', () =>
      HttpResponse.json({ success: true, data, error: null, meta: null }),
    );
    const app = await renderApp({ as: null });
    answerWith(other);
    await signInAs(app, ada);
    expect(document.body).not.toHaveTextContent('Gus Globex');
    expect(button(`Account: ${ada.email} ADMIN`)).toBeVisible();
  });
});
