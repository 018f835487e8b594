import { button, compose, dialog, expectState, lever, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

test('two tabs of one browser share the session, not the dialog', async ({
  page,
  context,
  server,
  signIn,
}) => {
  await signIn('admin');
  const tab = await context.newPage();
  await tab.goto('/kill-switch');
  await expectState(tab, /^Disengaged/);
  await compose(page, 'engage', 'From the first tab');
  await expect(dialog(tab, 'engage')).toBeHidden();
  await toggle(tab, 'engage', 'From the second tab');
  await expectState(tab, /^Engaged at .+ by you/);
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(dialog(page, 'engage')).toContainText('Already engaged');
  await expect(dialog(page, 'engage')).toContainText('From the second tab');
  await button(dialog(page, 'engage'), 'Close').click();
  await expect(lever(page, 'disengage')).toBeEnabled();
  expect(server.toggles()).toHaveLength(1);
});
