import { button, compose, confirm, dialog, expectState, lever, reason, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 3: never queue a lever. A toggle is sent once, now, or refused now.

const WHY = 'Agent floods the mail server';

test('law 3: offline, a toggle is refused at once and never sent later', async ({
  page,
  context,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED/);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await context.setOffline(true);
  await confirm(page, 'engage').click();
  const alert = dialog(page, 'engage').getByRole('alert').filter({ hasText: 'This device is offline' });
  await expect(alert).toContainText('Nothing was sent.');
  await expect(reason(page)).toHaveValue(WHY);
  await page.clock.runFor(10_000);
  await context.setOffline(false);
  await expect(dialog(page, 'engage')).toContainText('Now: Disengaged');
  // Whatever waits would have gone out by now: retries, polls, reconnects.
  for (let minute = 0; minute < 3; minute += 1) {
    const reads = server.switchRequests('GET').length;
    await page.clock.fastForward(60_000);
    await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(reads);
    // And was answered, before time goes on for the server.
    await expect(page.getByText(/^checked \d\ss\sago/)).toBeVisible();
  }
  expect(server.toggles()).toEqual([]);
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(1);
});

// What a browser might send again by itself; src/features/kill-switch/faults.test.tsx has every refusal.
for (const fault of ['offline', 'offline-but-done'] as const) {
  test(`law 3: a toggle that failed (${fault}) is not sent again by itself`, async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/ERR_EMPTY_RESPONSE .*\/decision\//);
    await page.clock.install();
    await signIn();
    await expectState(page, /^Disengaged/);
    server.backend.faults.set('toggle', fault);
    await toggle(page, 'engage', WHY);
    await expect(dialog(page, 'engage').getByRole('alert').first()).toBeVisible();
    server.backend.faults.clear();
    await page.clock.runFor(20_000);
    await button(dialog(page, 'engage'), fault === 'offline-but-done' ? 'Close' : 'Cancel').click();
    await page.clock.fastForward(120_000);
    await expect(lever(page, 'engage')).toBeVisible();
    expect(server.toggles()).toHaveLength(1);
  });
}

test('law 3: a double click on the confirm button sends once', async ({ page, server, signIn }) => {
  await signIn();
  server.backend.faults.set('toggle', 'slow');
  await compose(page, 'engage', WHY);
  await confirm(page, 'engage').dblclick();
  await expect(button(page, 'Sending…')).toBeVisible();
  await button(page, 'Sending…').click({ force: true, clickCount: 3 });
  server.release();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(1);
});

test('law 3: the second click of a double click sends nothing, however fast the first was answered', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 429 .*\/decision\//);
  await signIn();
  server.backend.faults.set('toggle', '429');
  await compose(page, 'engage', WHY);
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Try again in');
  server.backend.faults.clear();
  await confirm(page, 'engage').hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await expect(dialog(page, 'engage')).toBeVisible();
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(2);
});

test('law 3: a held Enter that opens the dialog confirms nothing', async ({ page, server, signIn }) => {
  await signIn();
  await compose(page, 'engage', WHY);
  await button(page, 'Cancel').click();
  await lever(page, 'engage').focus();
  for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(dialog(page, 'engage')).toBeVisible();
  expect(server.toggles()).toEqual([]);
});
