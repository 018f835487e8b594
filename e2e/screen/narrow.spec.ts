import {
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
  returnTo,
  report,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectFits, LONG } from './looks';

// 320 px is also what 1280 px become at 400 % zoom.
test.use({ viewport: { width: 320, height: 640 } });

test('at 320 px the sign-in page fits', async ({ page }) => {
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await button(page, 'Sign in').click();
  await expectFits(page, 'sign-in');
});

test('at 320 px the page fits in every state, and so do its dialogs', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 503 .*\/decision\//);
  server.backend.faults.set('status', 'slow');
  await signIn();
  await expectState(page, /^Checking/);
  await expectFits(page, 'Checking');
  server.release();
  await expectState(page, /^Disengaged/);
  await expectFits(page, 'Disengaged');

  await compose(page, 'engage', '');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage').getByRole('alert')).toBeVisible();
  await expectFits(page, 'engage dialog');
  await dialog(page, 'engage').getByRole('textbox', { name: 'Reason' }).fill(LONG);
  server.backend.faults.set('toggle', '503');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Read back: the state is Disengaged');
  await expectFits(page, 'engage dialog, failed');
  await confirm(page, 'engage').scrollIntoViewIfNeeded();
  await expect(confirm(page, 'engage')).toBeInViewport();
  server.backend.faults.clear();
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('The audit log recorded your reason.');
  await expectFits(page, 'Engaged');
  await lever(page, 'disengage').click();
  await expect(dialog(page, 'disengage')).toContainText('Donaudampf');
  await expectFits(page, 'disengage dialog');
  await button(page, 'Cancel').click();

  server.backend.faults.set('status', '503');
  await refresh(page);
  await expectState(page, /^Unknown/);
  await expect(outageCard(page)).toBeVisible();
  await expectFits(page, 'Unknown, with the outage card');
});

test('at 320 px No access, the end of the session and a missing page fit', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 .*\/(decision|audit|guardian)\//);
  await signIn('viewer');
  await expectFits(page, 'No access');
  await button(page, 'Sign out').click();
  await signIn('admin');
  await page.goto('/nowhere');
  await expect(heading(page, 'Page not found')).toBeVisible();
  await expectFits(page, 'Page not found');
  await page.goto('/');
  await expectState(page, /^Disengaged/);
  await server.backend.expireSessions();
  await returnTo(page);
  await expect(expiredDialog(page)).toBeVisible();
  await expectFits(page, 'the end of the session');
});
