import { badge, expectState, refresh, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { record } from '../support/recorder';

// Law 10: text, shape and colour together; changes are announced once.

test('law 10: each state has its own word, shape and colour [AEGIS-17, AEGIS-18]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 503 .*\/decision\//);
  server.backend.faults.set('status', 'slow');
  await signIn();
  const seen: string[][] = [];
  const look = async (words: RegExp) => {
    await expectState(page, words);
    // Shape and colour are for the eye only: no role reaches them.
    const box = badge(page).locator('..');
    const shape = await box.locator('svg path').getAttribute('d');
    const style = await box.evaluate((element) => {
      const { borderColor, borderStyle } = getComputedStyle(element);
      return [borderColor, borderStyle];
    });
    const icon = await page.locator('link[rel=icon]').getAttribute('href');
    seen.push([shape ?? '', style[0] ?? '', icon ?? '', await page.title()]);
  };
  await look(/^Checking/);
  server.release();
  await look(/^Disengaged/);
  await toggle(page, 'engage', 'Drill');
  await look(/^Engaged/);
  server.backend.faults.set('status', '503');
  await refresh(page);
  await look(/^Unknown/);
  for (const aspect of [0, 1, 2, 3]) expect(new Set(seen.map((look4) => look4[aspect])).size).toBe(4);
});

test('law 10: what is found first is announced politely, a change assertively, and neither twice', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  const recorder = await record(page);
  await signIn();
  await expectState(page, /^Disengaged/);
  for (let poll = 0; poll < 3; poll += 1) {
    await page.clock.fastForward(30_000);
    await expect(page.getByText(/^checked \d s ago$/)).toBeVisible();
  }
  await server.backend.toggleAs('security', 'engage', 'Drill');
  await page.clock.fastForward(30_000);
  await expectState(page, /^Engaged/);
  await page.clock.fastForward(5_000);
  const told = (await recorder.announcements()).filter((text) => text.includes('Kill switch'));
  expect(told).toEqual(['polite: Kill switch disengaged.', 'assertive: Kill switch engaged.']);
});

test('law 10: the badge itself is not live: its age changes every second', async ({ page, signIn }) => {
  await signIn();
  await expect(badge(page)).toHaveAttribute('aria-live', 'off');
});

test('law 10: in forced colours the words and the edge of the badge remain', async ({ page, signIn }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn();
  await expectState(page, /^Disengaged/);
  const width = await badge(page)
    .locator('..')
    .evaluate((element) => getComputedStyle(element).borderTopWidth);
  expect(width).toBe('4px');
});
