import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { personas, tenants } from '../../../mocks/seeds/personas';
import {
  badge,
  button,
  field,
  openAccount,
  openDialog,
  outageCard,
  signInAs,
  SWITCH,
} from '../../testing/find';
import { renderApp } from '../../testing/render-app';

const TENANT_NAME = 'acme';
const ada = { ...personas.admin, tenantId: TENANT_NAME };

async function signedInByName() {
  const app = await renderApp({ as: null });
  await signInAs(app, ada);
  return app;
}

test('a person signs in with the name of the tenant, and from then on every request has its id', async () => {
  const app = await signedInByName();
  expect(badge()).toHaveTextContent(/^Disengaged/);
  expect(app.sent('POST', '/auth/token')[0]?.headers.get('X-Tenant-ID')).toBe(TENANT_NAME);
  const later = [...app.sent('GET', '/'), ...app.sent('POST', '/decision')].filter(
    ({ path }) => path !== '/auth/sso/providers' && path !== '/control/api/status',
  );
  expect(app.sent('GET', SWITCH).length).toBeGreaterThan(0);
  for (const { path, headers } of later.filter((request) => request.headers.has('X-Tenant-ID')))
    expect([path, headers.get('X-Tenant-ID')]).toEqual([path, tenants.acme.id]);
});

test('the name stands in the header, the account menu and the dialogs, with the id beside it', async () => {
  const app = await signedInByName();
  const header = screen.getByRole('banner');
  expect(within(header).getByText(TENANT_NAME)).toBeVisible();
  expect(within(header).getByText('ac3e…e9f0')).toHaveAttribute('title', tenants.acme.id);
  openAccount();
  expect(screen.getByText(`${TENANT_NAME} (${tenants.acme.id})`)).toBeVisible();
  expect(await openDialog(app, 'Engage')).toHaveTextContent(`Stops all agents of tenant ${TENANT_NAME}:`);
});

test('the name is remembered for the next sign-in, and the curl commands have the id all the same [AEGIS-05]', async () => {
  const app = await signedInByName();
  await app.click(button('Sign out'));
  expect(field('Tenant ID')).toHaveValue(TENANT_NAME);
  await app.click(button('Agents must stop and I cannot sign in'));
  expect(outageCard()).toHaveTextContent(`/decision/kill-switch/${tenants.acme.id}`);
  await app.fill(field('Tenant ID'), 'globex');
  expect(outageCard()).toHaveTextContent('If the answer is 403, put the tenant’s ID in place of its name.');
  // A refused sign-in forgets nothing.
  await signInAs(app, { ...ada, password: 'wrong' });
  expect(outageCard()).toHaveTextContent(`/decision/kill-switch/${tenants.acme.id}`);
});

test('a server that knows no names, as the running Aegis, refuses one, and an id still works there', async () => {
  const app = await renderApp({ as: null, backend: { controlPlane: false } });
  await signInAs(app, ada);
  expect(screen.getByRole('alert')).toBeVisible();
  expect(screen.queryByRole('status', { name: 'Kill switch status' })).toBeNull();
  await signInAs(app, personas.admin);
  expect(badge()).toBeVisible();
});
