import { badge, button, confirm, dialog, expectState, reason, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 4: an outcome may be unknown. A timeout after sending is neither success nor failure.

const WHY = 'Agent rewrites its own policy';
const lost = /(status of 50\d|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH) .*\/decision\//;

// More kinds of lost answers are in faults.spec.ts.
for (const fault of ['504-but-done', 'offline-but-done', 'truncated'] as const) {
  test(`law 4: a toggle whose answer is lost (${fault}) but that took effect is told as engaged`, async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(lost);
    await signIn();
    await expectState(page, /^Disengaged/);
    server.backend.faults.set('toggle', fault);
    await toggle(page, 'engage', WHY);
    const open = dialog(page, 'engage');
    await expect(open).toContainText('The outcome is unknown.');
    await expect(open).toContainText('Read back: the state is Engaged');
    await expect(open).toContainText('The request took effect, or somebody else did the same.');
    await expect(confirm(page, 'engage')).toBeHidden();
    await button(open, 'Close').click();
    await expectState(page, /^Engaged/);
    expect(server.toggles()).toHaveLength(1);
  });
}

for (const fault of ['504', 'offline'] as const) {
  test(`law 4: a toggle whose answer is lost (${fault}) and that did nothing is told as disengaged`, async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(lost);
    await signIn();
    await expectState(page, /^Disengaged/);
    server.backend.faults.set('toggle', fault);
    await toggle(page, 'engage', WHY);
    const open = dialog(page, 'engage');
    await expect(open).toContainText('The outcome is unknown.');
    await expect(open).toContainText('Read back: the state is Disengaged');
    await expect(open).toContainText('It may still do so within seconds');
    await expect(reason(page)).toHaveValue(WHY);
    server.backend.faults.clear();
    await confirm(page, 'engage').click();
    await expectState(page, /^Engaged/);
    expect(server.toggles()).toHaveLength(2);
  });
}

test('law 4: a toggle that is not answered within 15 s is told as unknown, then as what it was', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('toggle', 'hang-but-done');
  await toggle(page, 'engage', WHY);
  await expect(button(page, 'Sending…')).toBeVisible();
  await expect.poll(() => server.toggles().length).toBe(1);
  await page.clock.runFor(14_000);
  await expect(button(page, 'Sending…')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog(page, 'engage')).toBeVisible();
  await page.clock.runFor(1_500);
  await expect(dialog(page, 'engage')).toContainText('The server did not answer in time');
  await expect(dialog(page, 'engage')).toContainText('Read back: the state is Engaged');
});

test('law 4: when nothing can be read either, that is said, and reading goes on', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(lost, /status of 504 .*\/audit\//);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('any', '504-but-done');
  await toggle(page, 'engage', WHY);
  const open = dialog(page, 'engage');
  await expect(open).toContainText('The state cannot be read');
  await expect(open).toContainText('It is not known whether the request took effect.');
  await expect(badge(page)).toContainText('Unknown — last confirmed Disengaged');
  server.backend.faults.clear();
  await page.clock.runFor(2_500);
  await expect(open).toContainText('Read back: the state is Engaged');
  expect(server.toggles()).toHaveLength(1);
});

test('law 4: a read that is not answered within 8 s is told', async ({ page, server, signIn }) => {
  await page.clock.install();
  server.backend.faults.set('status', 'hang');
  await signIn();
  await expectState(page, /^Checking/);
  await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(0);
  await page.clock.runFor(6_000);
  await expectState(page, /^Checking/);
  await page.clock.runFor(2_500);
  await expectState(page, /^Unknown — never confirmed/);
  await expect(badge(page)).toContainText('The server did not answer in time');
});
