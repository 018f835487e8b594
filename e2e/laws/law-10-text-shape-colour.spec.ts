import { badge, expectState, refresh, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

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
