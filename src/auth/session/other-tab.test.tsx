import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { personas, tenants, type PersonaKey } from '../../../mocks/seeds/personas';
import { badge, field, openDialog, reasonField, signInAs, signInHeading } from '../../testing/find';
import { answerWith, renderApp, type App } from '../../testing/render-app';

const ada = personas.admin;
const MARK = 'ksc.session';
const expired = () => screen.queryByRole('dialog', { name: 'Your session has ended' });
const mark = (text: string) => window.localStorage.setItem(MARK, text);
const markOf = ({ tenantId, email }: { tenantId: string; email: string }) => `mark ${tenantId} ${email}`;

/** What other tabs of this browser do arrives as a change of the storage that they share. */
async function inAnotherTab(app: App, action: () => unknown) {
  await action();
  await app.happen(() =>
    window.dispatchEvent(new StorageEvent('storage', { key: MARK, storageArea: window.localStorage })),
  );
}

/** Signs in in another tab. The mark says who, or does not. */
const signInThere = (app: App, key: PersonaKey, text = markOf(personas[key])) =>
  inAnotherTab(app, async () => {
    await app.backend.signInAs(key);
    mark(text);
  });

let app: App;
beforeEach(async () => {
  app = await renderApp();
  await openDialog(app, 'Engage', 'Half a thou');
});

describe('another tab of this browser that signs in as the same person', () => {
  test.each(['auth:500', 'me-empty', 'auth:403', 'auth:redacted-answers'])(
    'changes nothing here without any question, with %s',
    async (faults) => {
      app.faults(faults);
      const asked = app.sent('GET', '/auth/me').length;
      await signInThere(app, 'admin', markOf({ ...ada, email: ada.email.toUpperCase() }));
      expect(app.sent('GET', '/auth/me')).toHaveLength(asked);
      expect(expired()).not.toBeInTheDocument();
      expect(reasonField()).toHaveValue('Half a thou');
      await app.pass(30);
      expect(badge()).toHaveTextContent(/^Disengaged/);
    },
  );

  test('closes the dialog that asks for a password here', async () => {
    await app.backend.expireSessions();
    await app.pass(30);
    expect(expired()).toBeVisible();
    await signInThere(app, 'admin');
    expect(expired()).not.toBeInTheDocument();
    expect(reasonField()).toHaveValue('Half a thou');
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('changes nothing here even if only the server can say who it is', async () => {
    await signInThere(app, 'admin', 'says nothing');
    expect(reasonField()).toHaveValue('Half a thou');
    expect(expired()).not.toBeInTheDocument();
    expect(signInHeading()).not.toBeInTheDocument();
  });
});

describe('another tab of this browser that signs in as somebody else', () => {
  test.each([markOf(personas.security), 'says nothing'])(
    'signs this tab out, by the mark %j',
    async (text) => {
      await signInThere(app, 'security', text);
      expect(screen.getByText(/^Someone else signed in in another tab/)).toBeVisible();
      expect(signInHeading()).toBeVisible();
    },
  );

  test('is recognised by the mark, without any question', async () => {
    app.faults('auth:500');
    await signInThere(app, 'security');
    expect(screen.getByText(/^Someone else signed in in another tab/)).toBeVisible();
  });

  test('is recognised by the tenant, even under the same email', async () => {
    await signInThere(app, 'otherAdmin', markOf({ ...ada, tenantId: tenants.globex.id }));
    expect(screen.getByText(/^Someone else signed in in another tab/)).toBeVisible();
  });
});

describe('another tab of this browser that signs in as an unknown person', () => {
  test.each(['auth:500', 'me-empty', 'auth:403'])(
    'makes this tab ask for the password and keep the typed text, with %s',
    async (faults) => {
      app.faults(faults);
      await signInThere(app, 'admin', markOf({ ...ada, email: '***EMAIL_REDACTED***' }));
      expect(expired()).toHaveTextContent('Another tab signed in. This one cannot tell as whom.');
      expect(field('Email')).toHaveValue(ada.email);
      app.faults('');
      await signInAs(app, { password: ada.password });
      expect(reasonField()).toHaveValue('Half a thou');
      expect(badge()).toHaveTextContent(/^Disengaged/);
    },
  );

  test('does not count as the same person only because both emails are redacted', async () => {
    app.faults('');
    const redacted = { ...ada, id: '***AADHAAR_REDACTED***', email: '***EMAIL_REDACTED***' };
    const data = { ...redacted, tenant_id: ada.tenantId };
    answerWith(http.get('*/auth/me', () => HttpResponse.json({ success: true, data })));
    await signInThere(app, 'admin', 'says nothing');
    expect(expired()).toBeVisible();
  });
});

test('another tab that leaves for single sign-on changes nothing yet', async () => {
  app.faults('auth:500');
  await inAnotherTab(app, () => window.localStorage.removeItem(MARK));
  expect(expired()).not.toBeInTheDocument();
  expect(reasonField()).toHaveValue('Half a thou');
});

test('another tab that signs out signs this one out and removes its drafts', async () => {
  await inAnotherTab(app, () => mark('signed-out'));
  expect(screen.getByText('You signed out in another tab.')).toBeVisible();
  expect(window.sessionStorage).toHaveLength(0);
});

test('another tab has no effect on a tab where nobody is signed in', async () => {
  await inAnotherTab(app, () => mark('signed-out'));
  const asked = app.sent('GET', '/auth/me').length;
  await inAnotherTab(app, () => mark('says nothing'));
  expect(app.sent('GET', '/auth/me')).toHaveLength(asked);
});
