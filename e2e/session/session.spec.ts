import { personas } from '../../mocks/seeds/personas';
import {
  button,
  compose,
  confirm,
  dialog,
  expectState,
  expiredDialog,
  heading,
  reason,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { isEngaged } from '../../mocks/db';

const { admin } = personas;
const WHY = 'Agent deletes backups';
const ended401 = /status of 401 .*\/(decision|audit|guardian)\//;

test('a session that ends in mid-dialog loses nothing, sends nothing, and goes on', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(ended401, /status of 404 .*\/guardian\//);
  // Its reading every 5 s could meet the end before the click does.
  server.backend.faults.set('guardian', '404');
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await server.backend.expireSessions();
  await confirm(page, 'engage').click();
  const again = expiredDialog(page);
  await expect(again).toContainText('nothing will be sent');
  await expect(again.getByRole('textbox', { name: 'Email' })).toHaveValue(admin.email);
  await expect(again.getByRole('textbox', { name: 'Tenant ID' })).toHaveValue(admin.tenantId);
  await expect(again.getByLabel('Password')).toBeFocused();
  await again.getByLabel('Password').fill(admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(reason(page)).toHaveValue(WHY);
  await expect(dialog(page, 'engage')).toContainText('Now: Disengaged');
  expect(server.toggles()).toHaveLength(1);
  expect(await server.backend.run((db) => isEngaged(db, admin.tenantId))).toBe(false);

  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(2);
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
  await expect(heading(page, 'Activation history')).toBeVisible();
  expect(server.switchRequests('GET')).toHaveLength(asked);
  await server.backend.setRole('admin', 'ADMIN');
  await button(page, 'Refresh').click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Kill Switch' }).click();
  await expectState(page, /^Disengaged/);
});
