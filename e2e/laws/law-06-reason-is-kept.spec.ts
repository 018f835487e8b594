import { button, compose, confirm, dialog, expectState, lever, reason } from '../support/console';
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
  await expect(dialog(page, 'engage')).toContainText('Your reason is saved');
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
