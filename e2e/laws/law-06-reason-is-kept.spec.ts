import { personas } from '../../mocks/seeds/personas';
import {
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
  signInAs,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 6: the typed reason is never lost, and never put where it outlives the tab.

const WHY = 'Agent Bob deletes =cmd|backups & <b>logs</b>';

test('law 6: the reason outlives Cancel, Escape, a refusal, a reload, and is gone once it is recorded', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 .*\/decision\//);
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue(WHY);
  await page.keyboard.press('Escape');
  await expect(dialog(page, 'engage')).toBeHidden();

  server.backend.faults.set('toggle', '403-fail-closed');
  await lever(page, 'engage').click();
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Your reason is kept');
  await expect(reason(page)).toHaveValue(WHY);
  server.backend.faults.clear();

  await page.reload();
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue(WHY);
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await lever(page, 'disengage').click();
  await expect(reason(page)).toHaveValue('');
  const drafts = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(drafts).not.toContain('Agent Bob');
});

test('law 6: the reason outlives a timeout and a closed dialog', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn();
  server.backend.faults.set('toggle', 'hang');
  await compose(page, 'engage', WHY);
  await confirm(page, 'engage').click();
  await expect(button(page, 'Sending…')).toBeVisible();
  await expect(reason(page)).toHaveAttribute('readonly', '');
  await page.clock.runFor(15_500);
  await expect(dialog(page, 'engage')).toContainText('The outcome is unknown.');
  await expect(reason(page)).toHaveValue(WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue(WHY);
});

test('law 6: the reason outlives the end of the session and a new sign-in', async ({
  page,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 /);
  await page.clock.install();
  await signIn();
  await compose(page, 'engage', WHY);
  await page.clock.fastForward(901_000);
  const again = expiredDialog(page);
  await expect(again).toBeVisible();
  await again.getByLabel('Password').fill(personas.admin.password);
  await button(again, 'Sign in').click();
  await expect(again).toBeHidden();
  await expect(reason(page)).toHaveValue(WHY);
});

test('law 6: the reason goes into no URL, no log and no storage that outlives the tab', async ({
  page,
  context,
  server,
  signIn,
}) => {
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await signIn();
  await compose(page, 'engage', WHY);
  const other = await context.newPage();
  await other.goto('/');
  await lever(other, 'engage').click();
  await expect(reason(other)).toHaveValue('');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('Agent Bob');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  urls.push(page.url());
  expect(urls.map(decodeURIComponent).filter((url) => url.includes('Agent Bob'))).toEqual([]);
  expect(logged.filter((text) => text.includes('Agent Bob'))).toEqual([]);
  expect(server.toggles()).toMatchObject([{ body: { reason: WHY } }]);
});

test('law 6: the reason of one person is not shown to the next', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 .*\/(decision|audit|guardian)\//);
  await signIn('admin');
  await compose(page, 'engage', WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await server.backend.expireSessions();
  await returnTo(page);
  await button(expiredDialog(page), 'Sign in as somebody else').click();
  await signInAs(page, personas.security);
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue('');
  await button(dialog(page, 'engage'), 'Cancel').click();
  // A sign-out deletes one's own drafts, and nobody else's.
  await button(page, 'Sign out').click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signInAs(page, personas.admin);
  await lever(page, 'engage').click();
  await expect(reason(page)).toHaveValue(WHY);
  await button(dialog(page, 'engage'), 'Cancel').click();
  await button(page, 'Sign out').click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Agent Bob');
});
