import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import {
  SWITCH,
  badge,
  button,
  field,
  linksAround,
  openAccount,
  openDialog,
  outageCard,
  send,
  signInAs,
  signInHeading,
} from '../../testing/find';
import { answerWith, renderApp } from '../../testing/render-app';

const ada = personas.admin;
const sso = () => screen.queryByRole('region', { name: 'Single sign-on' });

describe('when the answer to a sign-in breaks off', () => {
  test.each(['truncated', 'empty-body', 'wrong-shape'])(
    '%s: /auth/me is asked, and signs in',
    async (fault) => {
      const app = await renderApp({ as: null });
      app.faults(`auth:${fault}`);
      // Only the first answer is broken.
      answerWith(
        http.get('*/auth/me', () => {
          app.faults('');
          return undefined;
        }),
      );
      await signInAs(app, ada);
      expect(badge()).toHaveTextContent(/^Disengaged/);
      openAccount();
      expect(screen.getByText(`Ada Admin, ${ada.email}`)).toBeVisible();
    },
  );

  test('and every other answer does too, what the cookie reads is offered, and the server checks each toggle', async () => {
    const app = await renderApp({ as: null });
    app.faults('auth:truncated');
    await signInAs(app, ada);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(screen.getByRole('banner')).toHaveTextContent('not told by the server (reads the switch)');
    await openDialog(app, 'Engage', 'Half a thou');
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged/);
    expect(app.sent('POST', '/auth/token')).toHaveLength(1);
    expect(screen.queryByRole('link', { name: 'Recovery' })).not.toBeInTheDocument();
  });

  test('and every other answer does too, an auditor is offered the history', async () => {
    const app = await renderApp({ as: null, path: '/' });
    app.faults('auth:truncated');
    await signInAs(app, personas.auditor);
    expect(linksAround()).toEqual(['Activation history']);
    expect(screen.getByRole('banner')).toHaveTextContent('not told by the server (reads the history)');
  });

  test('and the server redacts the email, the person keeps it as typed', async () => {
    const app = await renderApp({ as: null });
    app.faults('auth:truncated');
    const mend = () => app.faults('auth:redacted-answers');
    answerWith(http.get('*/auth/me', mend));
    await signInAs(app, ada);
    openAccount();
    expect(screen.getByText(`Ada Admin, ${ada.email}`)).toBeVisible();
  });

  test('a refusal is final, and /auth/me is not asked', async () => {
    const app = await renderApp({ as: null });
    const asked = app.sent('GET', '/auth/me').length;
    await signInAs(app, { ...ada, password: 'wrong' });
    expect(app.sent('GET', '/auth/me')).toHaveLength(asked);
  });
});

describe('a gateway that redacts its own answers', () => {
  test('gets no bearer token, because the cookie is the session', async () => {
    const app = await renderApp({ as: null, faults: 'auth:redacted-answers' });
    await signInAs(app, ada);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    const [status] = app.sent('GET', SWITCH);
    expect(status?.headers.has('Authorization')).toBe(false);
    expect(status?.headers.get('X-Tenant-ID')).toBe(tenants.acme.id);
    expect(screen.getByRole('banner')).toHaveTextContent(ada.email);
    expect(document.body).not.toHaveTextContent('JWT_REDACTED');
  });

  test('that shows its token gets it as a bearer token', async () => {
    const app = await renderApp({ as: null });
    await signInAs(app, ada);
    expect(app.sent('GET', SWITCH)[0]?.headers.get('Authorization')).toMatch(
      /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/,
    );
  });
});

test('a person who may not ask who they are is known by the email as typed', async () => {
  const app = await renderApp({ as: null, faults: 'me-refused' });
  await signInAs(app, personas.viewer);
  expect(signInHeading()).not.toBeInTheDocument();
  expect(button(new RegExp(`^Account: ${personas.viewer.email} `))).toBeVisible();
});

test('the last tenant is filled in, and nothing else', async () => {
  await renderApp({ as: null, prepare: rememberTenant });
  expect(field('Tenant ID')).toHaveValue(tenants.acme.id);
  expect(field('Email')).toHaveValue('');
  expect(field('Password')).toHaveValue('');
});

describe('single sign-on', () => {
  const ssoProviders = [
    'okta',
    { id: 'entra', name: 'Entra ID' },
    { id: '../evil', name: 'Evil' },
    '.',
    { id: '..', name: 'Up' },
  ];

  test('needs the tenant first, then links to each provider', async () => {
    const app = await renderApp({ as: null, backend: { ssoProviders } });
    expect(sso()).toHaveTextContent('Enter the tenant ID to sign in with:');
    expect(within(sso() ?? document.body).queryAllByRole('link')).toEqual([]);
    await app.fill(field('Tenant ID'), '..');
    expect(within(sso() ?? document.body).queryAllByRole('link')).toEqual([]);
    await app.fill(field('Tenant ID'), 'a b&c');
    const links = within(sso() ?? document.body).getAllByRole('link');
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Sign in with okta', '/auth/sso/okta?tenant_id=a%20b%26c'],
      ['Sign in with Entra ID', '/auth/sso/entra?tenant_id=a%20b%26c'],
    ]);
  });

  test.each([404, 500])('is silently not offered after %i', async (status) => {
    const refused = http.get('*/auth/sso/providers', () => HttpResponse.json({}, { status }));
    await renderApp({ as: null, prepare: () => answerWith(refused) });
    expect(sso()).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(outageCard()).not.toBeInTheDocument();
  });

  test('remembers the tenant and the person’s page', async () => {
    const app = await renderApp({ as: null, path: '/kill-switch?a=b', backend: { ssoProviders } });
    await app.fill(field('Tenant ID'), tenants.acme.id);
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    await app.click(screen.getByRole('link', { name: 'Sign in with okta' }));
    expect(Object.values({ ...window.sessionStorage })).toContain('/kill-switch?a=b');
    expect(Object.values({ ...window.localStorage })).toEqual([tenants.acme.id]);
  });
});

function rememberTenant() {
  window.localStorage.setItem('ksc.tenant', tenants.acme.id);
}
