import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../../mocks/faults/fault-names';
import { personas, tenants } from '../../../mocks/seeds/personas';
import { badge, button, field, outageCard, signInAs, signInHeading } from '../../testing/find';
import { renderApp } from '../../testing/render-app';

const ada = personas.admin;
const alerts = () => screen.getAllByRole('alert').map((alert) => alert.textContent);

test('password managers recognise the form', async () => {
  await renderApp({ as: null });
  expect(signInHeading()).toBeVisible();
  expect(field('Tenant ID')).toHaveAttribute('autocomplete', 'organization');
  expect(field('Email')).toHaveAttribute('autocomplete', 'username');
  expect(field('Email')).toHaveAttribute('type', 'email');
  expect(field('Password')).toHaveAttribute('autocomplete', 'current-password');
  expect(field('Password')).toHaveAttribute('type', 'password');
  expect(button('Sign in')).toHaveAttribute('type', 'submit');
});

test('signing in leads to the requested page', async () => {
  const app = await renderApp({ as: null, path: '/kill-switch?from=mail#now' });
  await signInAs(app, ada);
  expect(signInHeading()).not.toBeInTheDocument();
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(window.location.href).toMatch(/\/kill-switch\?from=mail#now$/);
});

test('Enter signs in, and blanks around tenant and e-mail are ignored', async () => {
  const app = await renderApp({ as: null });
  await app.fill(field('Tenant ID'), `  ${ada.tenantId}\n`);
  await app.fill(field('Email'), ` ${ada.email} `);
  await app.fill(field('Password'), ada.password);
  await app.press('{Enter}');
  expect(badge()).toBeVisible();
});

test('missing fields are named, one by one, and nothing is sent', async () => {
  const app = await renderApp({ as: null });
  await app.click(button('Sign in'));
  expect(alerts()).toEqual(['Enter the tenant ID.', 'Enter your e-mail address.', 'Enter your password.']);
  expect(field('Password')).toBeInvalid();
  expect(field('Password')).toHaveAccessibleDescription('Enter your password.');
  await app.fill(field('Tenant ID'), tenants.acme.id);
  await app.fill(field('Email'), '  ');
  expect(alerts()).toEqual(['Enter your e-mail address.', 'Enter your password.']);
  expect(app.sent('POST', '/auth/token')).toEqual([]);
});

test('values that a password manager fills in without an event are sent', async () => {
  const app = await renderApp({ as: null });
  const fill = (name: string, text: string) => Object.assign(field(name), { value: text });
  fill('Tenant ID', ada.tenantId);
  fill('Email', ada.email);
  fill('Password', ada.password);
  await app.click(button('Sign in'));
  expect(badge()).toBeVisible();
});

test('values that a password manager filled in without an event survive typing into another field', async () => {
  const app = await renderApp({ as: null });
  Object.assign(field('Tenant ID'), { value: ada.tenantId });
  Object.assign(field('Password'), { value: ada.password });
  await app.fill(field('Email'), ada.email);
  expect(field('Tenant ID')).toHaveValue(ada.tenantId);
  await app.click(button('Sign in'));
  expect(badge()).toBeVisible();
});

test('zero-width characters that were pasted are not sent', async () => {
  const app = await renderApp({ as: null });
  const { tenantId, email, password } = ada;
  await signInAs(app, { tenantId: `\u200B${tenantId}\u2060`, email: `${email}\u200B`, password });
  expect(badge()).toBeVisible();
  expect(app.sent('POST', '/auth/token')[0]?.headers.get('X-Tenant-ID')).toBe(tenantId);
});

test.each(['..', '.', 'a/b', '%2e%2e', '\u200B'])('the form refuses the tenant %j', async (tenantId) => {
  const app = await renderApp({ as: null });
  await signInAs(app, { ...ada, tenantId });
  expect(field('Tenant ID')).toBeInvalid();
  expect(alerts()[0]).toMatch(/^(Enter the tenant ID\.|This is no tenant ID\.)/);
  expect(app.sent('POST', '/auth/token')).toEqual([]);
});

test('a tenant’s name is sent, and the form says that it is no UUID', async () => {
  const app = await renderApp({ as: null });
  await signInAs(app, { ...ada, tenantId: 'acme-robotics' });
  expect(app.sent('POST', '/auth/token')[0]?.headers.get('X-Tenant-ID')).toBe('acme-robotics');
  expect(field('Tenant ID')).toHaveAccessibleDescription('This is no UUID. It is sent as the tenant’s name.');
});

test('a double click signs in once', async () => {
  const app = await renderApp({ as: null });
  await app.fill(field('Tenant ID'), ada.tenantId);
  await app.fill(field('Email'), ada.email);
  await app.fill(field('Password'), ada.password);
  await app.doubleClick(button('Sign in'));
  expect(app.sent('POST', '/auth/token')).toHaveLength(1);
});

test('the form shows that it is busy', async () => {
  const app = await renderApp({ as: null });
  app.faults('auth:slow');
  await signInAs(app, ada);
  expect(button('Signing in…')).toHaveAttribute('aria-disabled', 'true');
  await app.pass(6);
  expect(badge()).toBeVisible();
});

describe('the form explains in words, with what to quote,', () => {
  test('a wrong password, with the typed values kept and the focus on the password', async () => {
    const app = await renderApp({ as: null });
    await signInAs(app, { ...ada, password: 'wrong' });
    expect(alerts()[0]).toMatch(
      /^E-mail, password or tenant id is wrong.*Invalid credentials.*locked.*For support: HTTP 401/,
    );
    expect(field('Email')).toHaveValue(ada.email);
    expect(field('Password')).toHaveFocus();
    expect(outageCard()).not.toBeInTheDocument();
    await signInAs(app, { password: ada.password });
    expect(badge()).toBeVisible();
  });

  test('an account that is locked', async () => {
    const app = await renderApp({ as: null });
    for (const _ of Array.from({ length: 6 })) await signInAs(app, { ...ada, password: 'wrong' });
    expect(alerts()[0]).toMatch(/^The account is locked after too many failed attempts.*locked for 60s/);
    expect(screen.getByText('Try again in 60 s.')).toBeVisible();
    await app.pass(20, 10);
    expect(screen.getByText('Try again in 40 s.')).toBeVisible();
    expect(button('Sign in')).toBeEnabled();
    await app.pass(40, 10);
    expect(screen.getByText('You can try again now.')).toBeVisible();
    expect(outageCard()).not.toBeInTheDocument();
  });

  test('an account that is switched off', async () => {
    const app = await renderApp({ as: null, prepare: (backend) => backend.deactivate('admin') });
    await signInAs(app, ada);
    expect(alerts()[0]).toContain('User is inactive');
  });

  test.each<[FaultName, string, boolean]>([
    ['401-failed', 'The sign-in service failed; your password may be right', true],
    ['403-fail-closed', 'The sign-in service failed; your password may be right', true],
    ['429-address', 'Too many failed sign-ins from this network address', false],
    ['400', 'The server did not accept what was sent (400)', false],
    ['403-tenant-blocked', 'Tenant is blocked', false],
    ['404', 'Check the tenant ID and the address of the API.', false],
    ['429', 'Too many requests (429)', false],
    ['500', 'The server failed (500)', true],
    ['502-html', 'The server is not available (502)', true],
    ['503', 'Security infrastructure timeout', true],
    ['504', 'The server is not available (504)', true],
    ['offline', 'The server cannot be reached', true],
    ['html', 'Got a web page instead of data', false],
    ['wrong-shape', 'The answer was not understood', false],
    ['other-tenant', 'The answer was about another tenant', true],
  ])('the fault %s', async (fault, words, outage) => {
    const app = await renderApp({ as: null, faults: `auth:${fault}` });
    await signInAs(app, ada);
    expect(signInHeading()).toBeVisible();
    expect(alerts().join()).toContain(words);
    expect(alerts().join()).toContain('For support: ');
    expect(outageCard() !== null).toBe(outage);
    expect(field('Email')).toHaveValue(ada.email);
  });

  test('a sign-in whose every answer breaks off', async () => {
    const app = await renderApp({ as: null, faults: 'auth:truncated,status:truncated' });
    await signInAs(app, ada);
    expect(signInHeading()).toBeVisible();
    expect(alerts().join()).toContain('The sign-in may have worked.');
    expect(app.sent('POST', '/auth/token')).toHaveLength(1);
  });

  test('a sign-in that is never answered', async () => {
    const app = await renderApp({ as: null, faults: 'auth:hang' });
    await app.pass(8);
    await signInAs(app, ada);
    await app.pass(8);
    // The sign-in may have worked, so the page asks who is signed in, with the time limit of a reading.
    await app.pass(8);
    expect(app.sent('POST', '/auth/token')).toHaveLength(1);
    expect(alerts()[0]).toContain('The server did not answer in time');
    expect(outageCard()).toHaveTextContent(ada.tenantId);
  });
});
