import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  expectState,
  expiredDialog,
  heading,
  outageCard,
  reason,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// A session that ends, or seems to: neither the lever nor what was typed is lost.

const { admin } = personas;
const WHY = 'Agent deletes backups';
const ended401 = /status of 401 .*\/(decision|audit|guardian)\//;

test('a session that ends while nobody can sign in leaves the way round', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(ended401, /status of 503 .*\/auth\//, /status of 404 .*\/guardian\//);
  // Its reading every 5 s could meet the end before the click does.
  server.backend.faults.set('guardian', '404');
  await signIn();
  await compose(page, 'engage', WHY);
  server.backend.faults.set('auth', '503');
  await server.backend.expireSessions();
  await confirm(page, 'engage').click();
  const again = expiredDialog(page);
  await again.getByLabel('Password').fill(admin.password);
  await button(again, 'Sign in').click();
  await expect(again.getByRole('alert')).toContainText('not available (503)');
  await expect(outageCard(again)).toContainText(`/decision/kill-switch/${admin.tenantId}`);
  server.backend.faults.clear();
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(reason(page)).toHaveValue(WHY);
});

test('a new tab, where the server redacts the e-mail, is signed in to again in place', async ({
  page,
  context,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(ended401, /status of 404 .*\/guardian\//);
  server.backend.faults.set('any', 'redacted-answers');
  server.backend.faults.set('guardian', '404');
  await signIn();
  await expectState(page, /^Disengaged/);
  const other = await context.newPage();
  await other.goto('/kill-switch');
  await expect(other.getByRole('banner')).toContainText('e-mail redacted by the server');
  await page.close();
  await compose(other, 'engage', WHY);
  await server.backend.expireSessions();
  await confirm(other, 'engage').click();
  const again = expiredDialog(other);
  await expect(again.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await expect(again.getByRole('textbox', { name: 'Email' })).toHaveValue('');
  await again.getByRole('textbox', { name: 'Email' }).fill(admin.email);
  await again.getByLabel('Password').fill(admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(other.getByRole('banner')).toContainText(admin.email);
  await expect(reason(other)).toHaveValue(WHY);
  await confirm(other, 'engage').click();
  await expect(badge(other)).toHaveText(/^Engaged/);
});

test('a Guardian that accepts nobody’s session does not take the lever away', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 .*\/guardian\//);
  server.backend.faults.set('guardian', '401');
  await signIn();
  await expect(page.getByRole('region', { name: 'Safe Mode' })).toContainText('the Guardian cannot be read');
  await expect(expiredDialog(page)).toBeHidden();
  await toggle(page, 'engage', WHY);
  await expectState(page, /^Engaged/);
  await expect(expiredDialog(page)).toBeHidden();
});

test('a role that was taken away is not offered after a reload, and comes back when it is given back', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 /);
  await signIn();
  await expectState(page, /^Disengaged/);
  await server.backend.setRole('admin', 'AUDITOR');
  await page.reload();
  await expect(heading(page, 'No access')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('AUDITOR');
  const asked = server.switchRequests('GET').length;
  // The early question of public/early.js falls, too.
  await page.reload();
  await expect(heading(page, 'No access')).toBeVisible();
  await page.getByRole('link', { name: 'Activation history' }).click();
  await expect(heading(page, 'Activation history')).toBeVisible();
  expect(server.switchRequests('GET')).toHaveLength(asked);
  await server.backend.setRole('admin', 'ADMIN');
  await button(page, 'Refresh').click();
  await page.getByRole('link', { name: 'Kill Switch' }).click();
  await expectState(page, /^Disengaged/);
});
