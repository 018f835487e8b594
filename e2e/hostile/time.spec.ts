import type { Page } from '@playwright/test';
import { badge, compose, confirm, dialog, expectNotGreen, expectState, reason } from '../support/console';
import { sendOn } from '../support/raw-server';
import { expect, test } from '../support/fixtures';

// Clocks that jump, sleep, hidden tabs and pages that come back. Single jumps without a dialog: law-01.

const HOUR = 3_600_000;
const WHY = 'Agent sells the office chairs';

/** As if the tab were put away, or taken up again. */
const show = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now === 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, state);

test('whichever way the device’s clock jumps, nothing old is green, and nothing typed is lost', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  let ahead = 0;
  for (const hours of [1, -2, 26, -24 * 365, 24 * 365 * 20, 0.02]) {
    await test.step(`${hours} h`, async () => {
      // Not even the reading that follows gets through.
      server.backend.faults.set('status', 'hang');
      ahead += hours * HOUR;
      await page.clock.setSystemTime(Date.now() + ahead);
      await expectState(page, /^Unknown — last confirmed Disengaged/);
      await expectNotGreen(page);
      server.backend.faults.clear();
      // The next poll says how it is.
      await page.clock.runFor(31_000);
      await expectState(page, /^Disengaged/);
      await expect(reason(page)).toHaveValue(WHY);
    });
  }
  expect(server.toggles()).toEqual([]);
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(1);
});

test('a server whose clock is wrong, or says nothing, confirms all the same', async ({
  page,
  hostile,
  signIn,
}) => {
  let date = '';
  const raw = await hostile({
    'GET /decision/': async ({ outgoing, pass }) => {
      const passed = await pass();
      outgoing.sendDate = false;
      sendOn(outgoing, { ...passed, headers: { ...passed.headers, ...(date && { date }) } });
    },
  });
  await signIn('admin', raw);
  for (const [sent, says] of [
    [new Date(Date.now() + 5 * HOUR).toUTCString(), /clock is (5 h|4 h 59 min) behind the server’s/],
    [
      new Date(Date.now() - 40 * 24 * HOUR).toUTCString(),
      /clock is (40 d|39 d 23 h).* ahead of the server’s/,
    ],
    ['Thu, 01 Jan 1970 00:00:00 GMT', /ahead of the server’s/],
    ['yesterday', /^Disengaged(?!.*clock is)/],
    ['Sat, 20 Sep 275760 00:00:01 GMT', /^Disengaged/],
  ] as const) {
    date = sent;
    // To an open page a clock that goes back is an answer of the past: a page that is loaded anew knows no other.
    await page.reload();
    await expectState(page, /^Disengaged/);
    await expect(badge(page), sent).toHaveText(says);
  }
});

test('sleep: an hour in which no timer ran, with a dialog open and a reading under way', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 /);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  server.backend.faults.set('status', 'hang');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.clock.fastForward(10 * 60_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 10 min/);
  server.backend.faults.clear();
  await server.backend.toggleAs('security', 'engage', 'While you slept');
  await page.clock.fastForward(HOUR);
  // The session has ended meanwhile by the page’s clock: no reading, no green, and nothing lost.
  await expectNotGreen(page);
  await expect(reason(page)).toHaveValue(WHY);
  expect(server.toggles()).toEqual([]);
});

test('a toggle that was under way when the device fell asleep is told as what it was', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('toggle', 'hang-but-done');
  await compose(page, 'engage', WHY);
  await confirm(page, 'engage').click();
  await expect.poll(() => server.toggles().length).toBe(1);
  await page.clock.fastForward(10 * 60_000);
  await expect(dialog(page, 'engage')).toContainText('Engaged. The reply was lost; the state was read back.');
  await expect(reason(page)).toHaveValue(WHY);
  expect(server.toggles()).toHaveLength(1);
});

test('a tab that is hidden for ten minutes goes on reading, and says so in its title', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await show(page, 'hidden');
  for (let minute = 0; minute < 8; minute += 1) {
    const reads = server.switchRequests('GET').length;
    // Browsers wake a hidden tab once a minute at the least.
    await page.clock.fastForward(60_000);
    await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(reads);
    // And was answered, before time goes on for the server.
    await expect(page.getByText(/^checked \d\ss\sago/)).toBeVisible();
  }
  await server.backend.toggleAs('security', 'engage', 'While nobody looked');
  await page.clock.fastForward(60_000);
  await expect(page).toHaveTitle(/ENGAGED/);
  await server.stop();
  await page.clock.fastForward(60_000);
  await expect(page).toHaveTitle(/^Unknown/);
  await server.start();
  await show(page, 'visible');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expectState(page, /^Engaged/);
});

test('a page that comes back from where the browser kept it knows nothing until it has read', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await page.goto('about:blank');
  server.backend.faults.set('status', 'slow');
  await page.goBack();
  await expectState(page, /^Checking/);
  server.release();
  await expectState(page, /^Disengaged/);
  await page.getByRole('button', { name: 'Engage', exact: true }).click();
  await expect(reason(page)).toHaveValue(WHY);

  // The same with a browser that keeps the page as it was: a frozen clock, then `pageshow`.
  server.backend.faults.set('status', 'hang');
  await page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expectState(page, /^Unknown — last confirmed Disengaged 10 min/);
  await expect(reason(page)).toHaveValue(WHY);
  expect(server.toggles()).toEqual([]);
});
