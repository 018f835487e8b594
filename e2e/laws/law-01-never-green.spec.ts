import { badge, expectNotGreen, expectState, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import { sendOn } from '../support/raw-server';
import { greenOnes, record } from '../support/recorder';

// Law 1: never green unless it is known. Jumps of the clock: e2e/hostile/time.spec.ts; answers that are none: e2e/hostile/answers.spec.ts.

test('law 1: an answer older than 45 s says nothing about now', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'hang');
  // From here on only the test moves the page's clock: a slow machine adds no seconds.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  const [, ago] = /^checked (\d+)\ss/.exec(await page.getByText(/^checked \d+\ss\sago/).innerText()) ?? [];
  await page.clock.fastForward((41 - Number(ago)) * 1_000);
  await expect(page.getByText(/checked 4\d\ss\sago/)).toBeVisible();
  await expectState(page, /^Disengaged/);
  await page.clock.runFor(6_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 4\d s ago/);
  // Not because a reading has failed by now: none has.
  await expect(badge(page)).toContainText('That is too long ago to say anything about now.');
  await expectNotGreen(page);
});

test('law 1: after ten minutes of sleep nothing old passes for fresh', async ({ page, server, signIn }) => {
  await page.clock.install();
  const recorder = await record(page);
  await signIn();
  await expectState(page, /^Disengaged/);
  await server.backend.toggleAs('security', 'engage', 'While you slept');
  await page.clock.fastForward(600_000);
  await expectState(page, /^Engaged/);
  const headlines = await recorder.headlines();
  const woke = headlines.findLastIndex((text) => text.startsWith('Disengaged'));
  expect(greenOnes(headlines.slice(woke + 2))).toEqual([]);
});

test('law 1: a status that a cache held for an hour is Unknown, and says whose answer it is', async ({
  page,
  hostile,
  signIn,
}) => {
  let age: string | null = null;
  const raw = await hostile({
    'GET /decision/': async ({ outgoing, pass }) => {
      const passed = await pass();
      sendOn(outgoing, { ...passed, headers: { ...passed.headers, ...(age && { age }) } });
    },
  });
  await signIn('admin', raw);
  await expectState(page, /^Disengaged/);
  age = '3600';
  await refresh(page);
  await expectState(page, /^Unknown — last confirmed Disengaged/);
  await expect(badge(page)).toContainText('A cache answered in the server’s place');
  await expectNotGreen(page);
  age = null;
  await refresh(page);
  await expectState(page, /^Disengaged/);
});
