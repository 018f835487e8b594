import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  expiredDialog,
  heading,
  lever,
  reason,
  returnTo,
  refresh,
} from '../support/console';
import { expect, test } from '../support/fixtures';

const { admin } = personas;
const WHY = 'Agent deletes backups';
const ended401 = /status of 401 .*\/(decision|audit|guardian)\//;

test('two minutes before its end the session is announced, and renewed', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  const banner = page.getByRole('region', { name: 'Session' });
  await page.clock.fastForward(770_000);
  await expect(banner).toBeHidden();
  await page.clock.fastForward(15_000);
  await expect(banner).toContainText(/Your session ends in 1\d\d s|Your session ends in 1 min/);
  await button(banner, 'Stay signed in').click();
  await expect(banner).toBeHidden();
  expect(server.requestsTo('/auth/refresh')).toHaveLength(1);
  // The old end passes unnoticed.
  await page.clock.fastForward(300_000);
  await expect(heading(page, 'Kill Switch')).toBeVisible();
  await expect(expiredDialog(page)).toBeHidden();
});

test('a renewal that fails is told, and the end of the session asks for the password', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  // The page that wakes up at the end of its session reads once more.
  expectConsole(/status of 503 .*\/auth\/refresh$/, ended401);
  await page.clock.install();
  await signIn();
  await page.clock.fastForward(785_000);
  server.backend.faults.set('auth', '503');
  await button(page, 'Stay signed in').click();
  await expect(page.getByRole('region', { name: 'Session' }).getByRole('alert')).toContainText(
    'not available (503)',
  );
  server.backend.faults.clear();
  await page.clock.fastForward(120_000);
  await expect(expiredDialog(page)).toBeVisible();
});

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
  await expect(again).toContainText('nothing is sent by itself');
  await expect(again.getByRole('textbox', { name: 'Email' })).toHaveValue(admin.email);
  await expect(again.getByRole('textbox', { name: 'Tenant ID' })).toHaveValue(admin.tenantId);
  await expect(again.getByLabel('Password')).toBeFocused();
  await again.getByLabel('Password').fill(admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(reason(page)).toHaveValue(WHY);
  await expect(dialog(page, 'engage')).toContainText('Now: Disengaged');
  expect(server.toggles()).toHaveLength(1);
  expect(await server.backend.run((db) => db.switches[admin.tenantId]?.now.engaged)).toBe(false);

  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(2);
});

test('while the session has ended the switch is not called disengaged', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(ended401);
  await signIn();
  await expectState(page, /^Disengaged/);
  await server.backend.expireSessions();
  await returnTo(page);
  await expect(expiredDialog(page)).toBeVisible();
  await expect(page).toHaveTitle(/^Unknown/);
  await button(expiredDialog(page), 'Sign in as somebody else').click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('');
});

test('an account that is switched off meanwhile is told so by the server', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 /);
  await signIn();
  await expectState(page, /^Disengaged/);
  await server.backend.deactivate('admin');
  await refresh(page);
  await expectState(page, /^Unknown/);
  await expect(badge(page)).toContainText('The server says: User is inactive');
});

test('a role that is taken away meanwhile is told in the server’s words', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 /);
  await signIn();
  await compose(page, 'engage', WHY);
  await server.backend.setRole('admin', 'VIEWER');
  await confirm(page, 'engage').click();
  const alert = dialog(page, 'engage').getByRole('alert').filter({ hasText: 'The server refused (403)' });
  await expect(alert).toContainText('The server says: Kill switch requires ADMIN or SECURITY role');
  await expect(alert).toContainText('Re-login with SECURITY');
  await expect(alert).toContainText('Your reason is kept.');
  await expect(reason(page)).toHaveValue(WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await expectState(page, /^Unknown/);
  await expect(lever(page, 'engage')).toBeEnabled();
});
