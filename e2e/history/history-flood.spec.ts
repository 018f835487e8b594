import { heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, filterBar, openFromSidebar } from './history-page';

// Browsers of people drop changes of the address that come too fast. Playwright turns that off; here it stays on.
test.use({
  launchOptions: {
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    ignoreDefaultArgs: ['--disable-ipc-flooding-protection'],
  },
});

/** As many as a key that is held down for 8 s repeats. */
const REPEATS = 250;

// A text, too: src/features/history/filter/use-address.test.tsx.
test('links work after a key was held down in a filter of dates', async ({ page, signIn }) => {
  await signIn();
  await openFromSidebar(page);
  await expectCount(page, 'Shown: all 8 toggles.');
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
