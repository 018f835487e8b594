import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  expectState,
  expiredDialog,
  heading,
  returnTo,
  signInAs,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import type { TestServer } from '../support/test-server';
import { isEngaged } from '../../mocks/db';

// The running Aegis as it is delivered: it redacts its own answers and keeps their old Content-Length, so that they break
// off; it renews and ends no session; status and toggles tell neither who nor why.

const { admin, viewer } = personas;
const WHY = 'Agent deletes backups';
const cutOff =
  /ERR_(CONTENT_LENGTH_MISMATCH|HTTP2_PROTOCOL_ERROR|INCOMPLETE_CHUNKED_ENCODING) .*\/(auth|audit)\//;

function asShipped({ backend: { faults } }: TestServer) {
  faults.replace({
    auth: 'wrong-length',
    history: 'wrong-length',
    status: 'no-engaged-at',
    toggle: 'reason-ignored',
    guardian: '404',
    'guardian-action': 'logout-refused',
    control: 'renewal-refused',
  });
}

test.beforeEach(({ server, expectConsole }) => {
  asShipped(server);
  // Where every answer about the person is lost, the switch is asked, which refuses it to some.
  expectConsole(cutOff, /status of 40[134] .*\/(guardian|auth|decision|audit)\//);
});

// Of Aegis' own names of roles one each; src/app/sidebar.test.tsx has them all.
test('OWNER signs in, reads, engages and disengages, by one sign-in', async ({ page, server, signIn }) => {
  await server.backend.setRole('admin', 'OWNER');
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText(admin.email);
  await toggle(page, 'engage', WHY);
  await expectState(page, /^Engaged/);
  await toggle(page, 'disengage', 'All clear');
  await expectState(page, /^Disengaged/);
  expect(server.toggles()).toHaveLength(2);
  expect(server.requestsTo('/auth/token')).toHaveLength(1);
  expect(await server.backend.run((db) => isEngaged(db, admin.tenantId))).toBe(false);
  await page.reload();
  await expectState(page, /^Disengaged/);
});

test('DEVELOPER signs in and reads the history', async ({ page, server, signIn }) => {
  await server.backend.setRole('viewer', 'DEVELOPER');
  await signIn('viewer');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(viewer.email);
  await expect(page.getByRole('table', { name: 'Incidents' })).toBeVisible();
  expect(server.requestsTo('/auth/token')).toHaveLength(1);
});

test('where no answer about the person ever arrives whole, the switch proves the sign-in', async ({
  page,
  context,
  server,
}) => {
  server.backend.faults.set('auth', 'truncated');
  await page.goto('/');
  await signInAs(page, admin);
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText('not told by the server (reads the switch)');
  expect(server.requestsTo('/auth/token')).toHaveLength(1);
  await toggle(page, 'engage', WHY);
  await expectState(page, /^Engaged/);

  await page.reload();
  await expectState(page, /^Engaged/);
  const other = await context.newPage();
  await other.goto('/');
  await expect(badge(other)).toHaveText(/^Engaged/);
  await expect(other.getByRole('banner')).toContainText(admin.email);
  await toggle(page, 'disengage', 'All clear');
  await expectState(page, /^Disengaged/);

  // The first whole answer names the role.
  server.backend.faults.set('auth', null);
  await returnTo(page);
  await expect(page.getByRole('banner')).not.toContainText('not told by the server');
  await expect(page.getByRole('banner')).toContainText('ADMIN');
});

test('a server that cannot renew is asked once, and the person can sign in again in time', async ({
  page,
  server,
  signIn,
}) => {
  // An answer that is lost tells no length of the session, and so nothing of its end.
  server.backend.faults.set('auth', null);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await page.clock.fastForward(790_000);
  const banner = page.getByRole('region', { name: 'Session' });
  await button(banner, 'Stay signed in').click();
  await expect(banner).toContainText(
    /This server cannot renew sessions\. Sign in again before \d\d:\d\d, when the session ends\./,
  );
  await expect(button(banner, 'Stay signed in')).toHaveCount(0);
  await button(banner, 'Sign in again').click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password').fill(admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(banner).toBeHidden();
  await page.clock.fastForward(790_000);
  await expect(button(banner, 'Sign in again')).toBeVisible();
  await expect(button(banner, 'Stay signed in')).toHaveCount(0);
  expect(server.requestsTo('/auth/refresh')).toHaveLength(1);
  await page.clock.fastForward(120_000);
  await expect(expiredDialog(page)).toBeVisible();
});

test('a sign-out that the server refuses tells that the session still works', async ({
  page,
  context,
  signIn,
}) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  await button(page, 'Sign out').click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByText(/the server did not end the session \(no RBAC rule covers/)).toContainText(
    'The session still works. It may live on (up to a day on some servers): delete this site’s cookies',
  );
  expect(await context.cookies()).toHaveLength(1);
  await page.reload();
  await expect(heading(page, 'Sign in')).toBeVisible();
});
