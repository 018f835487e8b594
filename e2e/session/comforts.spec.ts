import { button, expectState, heading, lever, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

const NAME = 'Shortcuts and notifications';

test('keys lead through the console, a new page has the focus at its heading, and no key is a lever [AEGIS-11]', async ({
  page,
  server,
  signIn,
}) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  await button(page, 'Account: Ada Admin ADMIN').click();
  await button(page, NAME).click();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Account: Ada Admin ADMIN')).toBeFocused();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: NAME });
  await expect(list).toContainText('No key engages or disengages.');
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  const reads = server.switchRequests('GET').length;
  await page.keyboard.press('r');
  await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(reads);

  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/kill-switch\/history$/);
  await expect(page.locator('input[type=search]:focus')).toHaveValue('');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Recovery' }).click();
  await expect(heading(page, 'Recovery')).toBeFocused();
  await page.goBack();
  await expect(heading(page, 'Activation history')).toBeFocused();
  expect(server.toggles()).toEqual([]);
});

test('where the code that comes later is lost, the levers and the pages work', async ({
  page,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED .*\/late-/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.route('**/assets/late-*', (route) => route.abort());
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect.poll(() => asked.some((path) => path.includes('/late-'))).toBe(true);
  const first = (part: string) => asked.findIndex((path) => path.includes(part));
  // Engage is ready once the switch has answered.
  expect(first('/late-')).toBeGreaterThan(first('/decision/kill-switch/'));
  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged/);
  await expect(lever(page, 'disengage')).toBeEnabled();
  await expect(button(page, NAME)).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Recovery' }).click();
  await expect(heading(page, 'Recovery')).toBeVisible();
});
