import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, filterBar, HISTORY, openFromSidebar, textFilter } from './history-page';

// Browsers of people drop changes of the address that come too fast. Playwright turns that off; here it stays on.
test.use({
  launchOptions: {
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    ignoreDefaultArgs: ['--disable-ipc-flooding-protection'],
  },
});

/** As many as a key that is held down for 8 s repeats. */
const REPEATS = 250;

test('links work after a key was held down in a filter', async ({ page, signIn }) => {
  await signIn();
  await openFromSidebar(page);
  await expectCount(page, 'Shown: all 8 toggles.');
  await textFilter(page).focus();
  for (let turn = 0; turn < REPEATS; turn += 1) await page.keyboard.down('d');
  await page.keyboard.up('d');
  await expectCount(page, 'No match among all 8 toggles.');
  const typed = 'd'.repeat(200);
  await page.getByRole('link', { name: 'Kill Switch', exact: true }).click();
  await expect(heading(page, 'Kill Switch')).toBeVisible();
  await expect(page).toHaveURL(/\/kill-switch$/);
  // What was typed is in the address that the way back leads to.
  await page.goBack();
  await expect(page).toHaveURL(`${HISTORY}?text=${typed}`);

  await button(page, 'Clear filter').click();
  await filterBar(page).getByLabel('From (UTC)').fill('2026-01-01');
  await filterBar(page).getByLabel('From (UTC)').focus();
  for (let turn = 0; turn < REPEATS; turn += 1) await page.keyboard.down('ArrowUp');
  await page.keyboard.up('ArrowUp');
  await page.getByRole('link', { name: 'Kill Switch', exact: true }).click();
  await expect(heading(page, 'Kill Switch')).toBeVisible();
  await expect(page).toHaveURL(/\/kill-switch$/);
});

test('a link leads somewhere although the browser has had enough of changes', async ({
  page,
  signIn,
  expectConsole,
}) => {
  expectConsole(/Throttling navigation/);
  await signIn('auditor');
  await expectCount(page, 'Shown: all 8 toggles.');
  await page.evaluate((turns) => {
    for (let turn = 0; turn < turns; turn += 1) window.history.replaceState(window.history.state, '');
  }, REPEATS);
  await page.getByRole('link', { name: 'Safe Mode', exact: true }).click();
  // Chromium counts anew after 10 s.
  await expect(heading(page, 'Safe Mode')).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/\/safe-mode$/);
});
