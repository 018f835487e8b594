import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  expiredDialog,
  heading,
  lever,
  outageCard,
  refresh,
  report,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectAccessible } from './looks';

test('sign-in, empty and refused, is accessible', async ({ page }) => {
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await button(page, 'Sign in').click();
  await expectAccessible(page, 'sign-in');
});

test('the page is accessible while Checking and Disengaged', async ({ page, server, signIn }) => {
  server.backend.faults.set('status', 'slow');
  await signIn();
  await expectState(page, /^Checking/);
  await expectAccessible(page, 'Checking');
  server.release();
  await expectState(page, /^Disengaged/);
  await expectAccessible(page, 'Disengaged');
});

test('the engage dialog, with an error and after a failure, is accessible', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 429 .*\/decision\//);
  await signIn();
  await compose(page, 'engage', '');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage').getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'engage dialog');
  server.backend.faults.set('toggle', '429');
  await dialog(page, 'engage').getByRole('textbox', { name: 'Reason' }).fill('Drill');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Try again in');
  await expectAccessible(page, 'engage dialog, refused');
});

test('the page is accessible while Engaged, with the report, and so is the disengage dialog', async ({
  page,
  signIn,
}) => {
  await signIn();
  await toggle(page, 'engage', 'Drill');
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('The audit log recorded your reason.');
  await expectAccessible(page, 'Engaged');
  await lever(page, 'disengage').click();
  await expect(dialog(page, 'disengage')).toBeVisible();
  await expectAccessible(page, 'disengage dialog');
});

test('the page is accessible in an outage', async ({ page, server, signIn, expectConsole }) => {
  expectConsole(/status of 503 .*\/(decision|audit|guardian)\//);
  await signIn();
  await toggle(page, 'engage', 'Drill');
  await expectState(page, /^Engaged/);
  server.backend.faults.set('any', '503');
  await refresh(page);
  await expect(badge(page)).toHaveText(/^Unknown/);
  await expect(outageCard(page)).toBeVisible();
  await expectAccessible(page, 'outage');
});

test('the end of the session, announced and over, is accessible', async ({ page, signIn, expectConsole }) => {
  expectConsole(/status of 401 /);
  await page.clock.install();
  await signIn();
  await page.clock.fastForward(785_000);
  await expect(button(page, 'Stay signed in')).toBeVisible();
  await expectState(page, /^Disengaged/);
  await expectAccessible(page, 'session banner');
  await page.clock.fastForward(120_000);
  await expect(expiredDialog(page)).toBeVisible();
  await expectAccessible(page, 'expired');
});

test('No access and Page not found are accessible', async ({ page, signIn }) => {
  await signIn('viewer');
  await expectAccessible(page, 'No access');
  await page.goto('/nowhere');
  await expect(heading(page, 'Page not found')).toBeVisible();
  await expectAccessible(page, 'Page not found');
});

test('each page has one h1, a main, and a navigation', async ({ page, signIn }) => {
  await signIn();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const landmark of ['banner', 'main', 'navigation'] as const)
    await expect(page.getByRole(landmark)).toHaveCount(1);
});
