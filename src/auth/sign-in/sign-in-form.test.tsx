import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
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

test('Enter signs in, and blanks around tenant and email are ignored', async () => {
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
  expect(alerts()).toEqual(['Enter the tenant ID.', 'Enter your email.', 'Enter your password.']);
  expect(field('Password')).toBeInvalid();
  expect(field('Password')).toHaveAccessibleDescription('Enter your password.');
  await app.fill(field('Tenant ID'), tenants.acme.id);
  await app.fill(field('Email'), '  ');
  expect(alerts()).toEqual(['Enter your email.', 'Enter your password.']);
  expect(app.sent('POST', '/auth/token')).toEqual([]);
});

test('the first empty field has the focus, and what is wrong with a field leads back to it', async () => {
  const app = await renderApp({ as: null });
  expect(field('Tenant ID')).toHaveFocus();
  await app.fill(field('Password'), ada.password);
  await app.press('{Enter}');
  expect(field('Tenant ID')).toHaveFocus();
  await app.fill(field('Tenant ID'), tenants.acme.id);
  await app.press('{Enter}');
  expect(field('Email')).toHaveFocus();
  await app.fill(field('Email'), ada.email);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a reload has the tenant, says that it is remembered, and has the focus on the email', async () => {
  await renderApp({ as: null, prepare: () => window.localStorage.setItem('ksc.tenant', tenants.acme.id) });
  expect(field('Tenant ID')).toHaveValue(tenants.acme.id);
  expect(field('Tenant ID')).toHaveAccessibleDescription('Remembered on this device.');
  expect(field('Email')).toHaveFocus();
});

test('a person who cannot sign in is led to the way without the console', async () => {
  const app = await renderApp({ as: null });
  await app.fill(field('Tenant ID'), tenants.acme.id);
  expect(outageCard()).toBeNull();
  await app.click(button('Agents must stop and I cannot sign in'));
  expect(outageCard()).toHaveTextContent(tenants.acme.id);
  await app.click(button('Agents must stop and I cannot sign in'));
  expect(outageCard()).toBeNull();
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
  expect(alerts()[0]).toMatch(/^(Enter the tenant ID\.|Not a tenant ID\.)/);
  expect(app.sent('POST', '/auth/token')).toEqual([]);
});

test('a tenant’s name is sent, and the form says that it is no UUID', async () => {
  const app = await renderApp({ as: null });
  await signInAs(app, { ...ada, tenantId: 'acme-robotics' });
  expect(app.sent('POST', '/auth/token')[0]?.headers.get('X-Tenant-ID')).toBe('acme-robotics');
  expect(field('Tenant ID')).toHaveAccessibleDescription('Not a UUID: sent as the tenant’s name.');
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
