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
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectLooks, LONG } from './looks';

// Each state is visited once, for axe in light and in dark, and for a screen of 320 px.

test('sign-in, empty and refused, is accessible and fits into 320 px', async ({ page }) => {
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await button(page, 'Sign in').click();
  await expectLooks(page, 'sign-in');
});

test('the page is accessible and fits into 320 px in every state, and so do its dialogs', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of (429|503) .*\/(decision|audit|guardian)\//);
  const { faults } = server.backend;
  faults.set('status', 'slow');
  await signIn();
  await expectState(page, /^Checking/);
  await expectLooks(page, 'Checking');
  server.release();
  await expectState(page, /^Disengaged/);
  await expectLooks(page, 'Disengaged');

  await compose(page, 'engage', '');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage').getByRole('alert')).toBeVisible();
  await expectLooks(page, 'engage dialog');
  await dialog(page, 'engage').getByRole('textbox', { name: 'Reason' }).fill(LONG);
  faults.set('toggle', '429');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Try again in');
  await expectLooks(page, 'engage dialog, refused');
  faults.set('toggle', '503');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Not engaged so far');
  await expectLooks(page, 'engage dialog, failed');
  await page.setViewportSize({ width: 320, height: 640 });
  await confirm(page, 'engage').scrollIntoViewIfNeeded();
  await expect(confirm(page, 'engage')).toBeInViewport();
  faults.clear();
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('Logged under your name, with your reason.');
  await page.setViewportSize({ width: 1280, height: 720 });
  await expectLooks(page, 'Engaged');
  await lever(page, 'disengage').click();
  await expect(dialog(page, 'disengage')).toContainText('Donaudampf');
  await expectLooks(page, 'disengage dialog');
  await button(page, 'Cancel').click();

  faults.set('any', '503');
  await refresh(page);
  await expect(badge(page)).toHaveText(/^Unknown/);
  await expect(outageCard(page)).toBeVisible();
  await expectLooks(page, 'Unknown, with the outage card');
});

test('the end of the session, announced and over, is accessible and fits into 320 px', async ({
  page,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 /);
  await page.clock.install();
  await signIn();
  await page.clock.fastForward(785_000);
  await expect(button(page, 'Stay signed in')).toBeVisible();
  await expectState(page, /^Disengaged/);
  await expectLooks(page, 'session banner');
  await page.clock.fastForward(120_000);
  await expect(expiredDialog(page)).toBeVisible();
  await expectLooks(page, 'the end of the session');
});

test('No access and Page not found are accessible and fit into 320 px', async ({ page, signIn }) => {
  await signIn('viewer');
  await expectLooks(page, 'No access');
  await page.goto('/nowhere');
  await expect(heading(page, 'Page not found')).toBeVisible();
  await expectLooks(page, 'Page not found');
});
