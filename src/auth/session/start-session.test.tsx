import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../mocks/backend';
import { personas, tenants } from '../../../mocks/seeds/personas';
import {
  badge,
  linksAround,
  openAccount,
  openDialog,
  outageCard,
  reasonField,
  signInAs,
  signInHeading,
} from '../../testing/find';
import { answerWith, renderApp } from '../../testing/render-app';
import { setDraft } from '../../stores/drafts';
import { prepareSso } from './keep-session';

const ada = personas.admin;
const alert = () => screen.queryByRole('alert');
const main = () => screen.getByRole('main');

describe('without a kept session', () => {
  test('the browser’s cookie signs in', async () => {
    await renderApp({ as: null, prepare: (backend) => backend.signInAs('security').then(rememberTenant) });
    expect(badge()).toBeVisible();
    openAccount();
    expect(screen.getByText(`Sam Security, ${personas.security.email}`)).toBeVisible();
  });

  test('a 401 on /auth/me means nobody, and a plain sign-in page', async () => {
    await renderApp({ as: null, prepare: rememberTenant });
    expect(signInHeading()).toBeVisible();
    expect(main()).not.toHaveTextContent(/server|To quote/i);
  });

  test.each([
    [
      'auth:403-fail-closed',
      'A service behind the gateway failed (403)',
      'Fail-Closed: decision service unavailable',
    ],
    [
      'me-refused',
      'The server refused (403)',
      "role 'VIEWER' below required min 'READ_ONLY' for GET /auth/me",
    ],
    ['auth:429', 'Too many requests (429)', 'Rate limit exceeded'],
    ['auth:404', 'Not found (404)', 'Check the tenant ID and the address of the API.'],
    ['me-empty', 'The answer broke off', 'It was empty or incomplete.'],
    ['auth:html', 'Got a web page instead of data', 'a Wi-Fi sign-in page'],
  ])('%s is shown as information, with what to quote', async (faults, title, words) => {
    const prepare = (backend: Backend) => backend.signInAs('viewer').then(rememberTenant);
    const app = await renderApp({ as: null, faults, prepare });
    expect(main()).toHaveTextContent(title);
    expect(main()).toHaveTextContent(words);
    expect(main()).toHaveTextContent(/Signing in may still work\.For support: .*request [0-9a-f-]{36}/);
    expect(main()).not.toHaveTextContent('Your text is safe');
    expect(alert()).not.toBeInTheDocument();
    expect(outageCard()).not.toBeInTheDocument();
    app.faults('');
    await signInAs(app, ada);
    expect(badge()).toBeVisible();
  });

  test.each([
    ['503', 'The server is not available (503)', 'Security infrastructure timeout'],
    ['500', 'The server failed (500)', 'An internal server error occurred'],
    ['401-failed', 'The sign-in service failed', 'An internal server error occurred'],
    ['offline', 'The server cannot be reached', 'Could not connect (DNS, refused or dropped).'],
  ])('%s is an alarm, with the other ways, before anybody types a password', async (fault, title, words) => {
    const app = await renderApp({ as: null, faults: `auth:${fault}`, prepare: rememberTenant });
    expect(alert()).toHaveTextContent(title);
    expect(alert()).toHaveTextContent(words);
    expect(alert()).toHaveTextContent(/For support: .*request [0-9a-f-]{36}/);
    expect(alert()).not.toHaveTextContent('Your text is safe');
    expect(outageCard()).toHaveTextContent(`/decision/kill-switch/${tenants.acme.id}`);
    app.faults('');
    await signInAs(app, ada);
    expect(badge()).toBeVisible();
  });

  test('a device that is offline is told so, with the other ways', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await renderApp({ as: null, faults: 'auth:offline', prepare: rememberTenant });
    expect(alert()).toHaveTextContent('This device is offline');
    expect(outageCard()).toBeVisible();
  });

  test('a server that never answers is reported after the time limit', async () => {
    const app = await renderApp({ as: null, faults: 'auth:hang', prepare: rememberTenant });
    expect(screen.getByText('Checking who is signed in…')).toBeVisible();
    await app.pass(8);
    expect(alert()).toHaveTextContent('The server did not answer in time');
    expect(outageCard()).toBeVisible();
  });

  test('an account that is switched off is told so', async () => {
    const { id, email, role, tenantId: tenant_id } = ada;
    const data = { id, email, role, tenant_id, is_active: false };
    const off = http.get('*/auth/me', () => HttpResponse.json({ success: true, data }));
    await renderApp({ as: null, prepare: () => answerWith(off) });
    expect(
      screen.getByText('This account is switched off. Ask an administrator of your tenant.'),
    ).toBeVisible();
    expect(signInHeading()).toBeVisible();
  });

  test('it is not reported that nothing can be asked before a tenant is known', async () => {
    const app = await renderApp({ as: null, prepare: (backend) => backend.signInAs('admin') });
    expect(app.backend.requests.find(({ path }) => path === '/auth/me')?.headers).not.toHaveProperty(
      'x-tenant-id',
    );
    expect(main()).not.toHaveTextContent(/server|To quote/i);
  });

  test('a session with a redacted tenant id cannot be restored', async () => {
    const data = { ...ada, tenant_id: '***AADHAAR_REDACTED***-1a2b' };
    const redacted = http.get('*/auth/me', () => HttpResponse.json({ success: true, data }));
    await renderApp({ as: null, prepare: () => answerWith(redacted) });
    expect(signInHeading()).toBeVisible();
  });

  test('the page waits for the answer, and says so', async () => {
    const app = await renderApp({ as: null, faults: 'auth:slow' });
    expect(screen.getByText('Checking who is signed in…')).toBeVisible();
    await app.pass(6);
    expect(signInHeading()).toBeVisible();
  });
});

describe('a new tab in a browser where somebody is signed in, with a server that does not say who', () => {
  const newTab = (person: 'admin' | 'auditor' | 'viewer', faults: string) =>
    renderApp({
      as: person,
      path: '/',
      faults,
      prepare: () => window.sessionStorage.clear(),
    });

  test.each(['auth:truncated', 'me-empty', 'auth:503', 'auth:403-fail-closed'])(
    'continues as the person who signed in last, if the cookie reads the switch, with %s',
    async (faults) => {
      await newTab('admin', faults);
      expect(badge()).toHaveTextContent(/^Disengaged/);
      expect(screen.getByRole('banner')).toHaveTextContent(ada.email);
      expect(screen.getByRole('banner')).toHaveTextContent('not told by the server (reads the switch)');
    },
  );

  test('shows the history to an auditor, whom the running gateway does not name', async () => {
    await newTab('auditor', 'me-refused');
    expect(linksAround()).toEqual(['Activation history']);
  });

  test('signs nobody in when the cookie reads nothing', async () => {
    await newTab('viewer', 'me-refused');
    expect(signInHeading()).toBeVisible();
    expect(main()).toHaveTextContent('The server refused (403)');
  });

  test('signs nobody in when no answer came, and does not also ask the switch', async () => {
    const app = await newTab('admin', 'auth:offline');
    expect(outageCard()).toBeVisible();
    expect(app.sent('GET', '/decision/').length).toBe(0);
  });
});

describe('a tab whose cookie was renewed elsewhere', () => {
  test('continues automatically if another tab signed in as the same person', async () => {
    const app = await renderApp({
      prepare: async (backend) => {
        await backend.signInAs('admin');
        window.localStorage.setItem('ksc.session', `mark ${ada.tenantId} ${ada.email}`);
      },
    });
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(app.sent('GET', '/auth/me')).toHaveLength(1);
  });

  test('finds its reasons again after single sign-on, even if the email is redacted since', async () => {
    const app = await renderApp({
      faults: 'auth:redacted-answers',
      prepare: () => {
        setDraft(`${ada.tenantId} ${ada.email} engage`, 'Half a thou');
        prepareSso(ada.tenantId);
      },
    });
    openAccount();
    expect(screen.getByText(`Ada Admin, ${ada.email}`)).toBeVisible();
    await openDialog(app, 'Engage');
    expect(reasonField()).toHaveValue('Half a thou');
  });
});

function rememberTenant() {
  window.localStorage.setItem('ksc.tenant', tenants.acme.id);
}
