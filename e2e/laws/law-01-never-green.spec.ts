import type { FaultName } from '../../mocks/faults/faults';
import { badge, expectNotGreen, expectState, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import { greenOnes, record } from '../support/recorder';

// Law 1: never green unless it is known.

const useless: FaultName[] = [
  'other-tenant',
  'redacted-tenant',
  'html',
  'truncated',
  'wrong-shape',
  'empty-body',
  '204',
];

test('law 1: an answer that is no answer is never green', async ({ page, server, signIn, expectConsole }) => {
  expectConsole(/ERR_CONTENT_LENGTH_MISMATCH .*\/decision\//);
  const recorder = await record(page);
  const { faults } = server.backend;
  faults.set('status', 'wrong-shape');
  await signIn();
  for (const fault of useless) {
    await test.step(fault, async () => {
      faults.set('status', fault);
      await page.reload();
      await expectState(page, /^Unknown — never confirmed/);
      expect(greenOnes(await recorder.headlines())).toEqual([]);

      faults.clear();
      await refresh(page);
      await expectState(page, /^Disengaged/);
      faults.set('status', fault);
      await refresh(page);
      await expectState(page, /^Unknown — last confirmed Disengaged \d+ s ago/);
      await expect(page).toHaveTitle(/^Unknown/);
    });
  }
});

test('law 1: until the first answer it says Checking', async ({ page, server, signIn }) => {
  server.backend.faults.set('status', 'slow');
  const recorder = await record(page);
  await signIn();
  await expectState(page, /^Checking…/);
  await expect(page).toHaveTitle(/^Checking/);
  expect(greenOnes(await recorder.headlines())).toEqual([]);
  server.release();
  await expectState(page, /^Disengaged/);
});

test('law 1: an answer older than 45 s says nothing about now', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'hang');
  await page.clock.fastForward(40_000);
  await expect(page.getByText(/checked 4\d s ago/)).toBeVisible();
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

test('law 1: a device clock that jumps forward makes the state unknown until it is read again', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'slow');
  await page.clock.setSystemTime(Date.now() + 3_600_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 1 h ago/);
  await expectNotGreen(page);
  server.release();
  await expectState(page, /^Disengaged/);
  await expect(badge(page)).toContainText(/clock is (1 h|59 min|60 min) ahead of the server’s/);
});

test('law 1: a device clock that jumps back makes the state unknown until it is read again', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'slow');
  await page.clock.setSystemTime(Date.now() - 3_600_000);
  await expectState(page, /^Unknown — last confirmed Disengaged/);
  server.release();
  await refresh(page);
  await expectState(page, /^Disengaged/);
  await expect(badge(page)).toContainText(/clock is (1 h|59 min|60 min) behind the server’s/);
});

test('law 1: a device clock that was wrong all along hides nothing', async ({ page, signIn }) => {
  await page.clock.install({ time: Date.now() - 5 * 3_600_000 });
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(badge(page)).toContainText(/clock is (5 h|4 h 59 min) behind the server’s/);
});
