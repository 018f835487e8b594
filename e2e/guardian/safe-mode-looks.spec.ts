import { acknowledgeKill, enterSafeMode, exitSafeMode } from '../../mocks/host/other-operator';
import { button, heading, reason, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  actElsewhere,
  approvalRecord,
  banner,
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  HOST,
  hostName,
  look,
  lookBehindDialog,
  mode,
  openPage,
  rowsOf,
} from './guardian-page';
import { tabTo } from '../support/keyboard';
import { expectAccessible, expectFits, expectLooks, LONG } from '../screen/looks';

// Axe runs a dozen times in one test.
test.describe.configure({ timeout: 60_000 });

test('Safe Mode is accessible and fits into 320 px in every mode, and so do its dialogs', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of (409|503) .*\/guardian\//);
  const { faults } = server.backend;
  await signIn('admin');
  await openPage(page, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(rowsOf(page, 'Guardian events').nth(1)).toBeVisible();
  await expectLooks(page, 'NORMAL');

  await composeAction(page, 'Enter Safe Mode', '');
  await confirmOf(page, 'Enter Safe Mode').click();
  await expect(dialogOf(page, 'Enter Safe Mode').getByRole('alert')).toBeVisible();
  await expectLooks(page, 'dialog to enter, with a mistake');
  await reason(page).fill(LONG);
  await confirmOf(page, 'Enter Safe Mode').click();
  await expect(page.getByText('In the Guardian’s event log.')).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expectLooks(page, 'SAFE, with banner and report');

  await server.backend.host.corruptPolicy();
  await server.backend.host.dropKillFile();
  await look(page, server);
  await expect(mode(page)).toHaveText(/^OPERATOR OVERRIDE/);
  await composeAction(page, 'Exit Safe Mode', LONG);
  await expect(dialogOf(page, 'Exit Safe Mode')).toContainText('The policy is corrupted.');
  await expectLooks(page, 'dialog to exit, blocked');
  await button(page, 'Cancel').click();
  faults.set('guardian', 'mode-contradiction');
  await refresh(page);
  const contradiction = page.getByRole('alert').filter({ hasText: 'contradicts itself' });
  await expect(contradiction).toBeVisible();
  await expectLooks(page, 'contradicted', contradiction);
  faults.clear();
  faults.set('guardian', '503');
  await refresh(page);
  await expect(mode(page)).toHaveText(/^Unknown/);
  await expect(page.getByText(/^The events could not be read/)).toBeVisible();
  await expectLooks(page, 'Unknown, with banner');
});

test('the exit’s record is accessible and fits: valid, invalid, and a refusal in the dialog', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/guardian\/safe-mode\/exit$/);
  const { faults } = server.backend;
  await actElsewhere(server, enterSafeMode, LONG);
  await actElsewhere(server, exitSafeMode, LONG);
  await actElsewhere(server, enterSafeMode, LONG);
  await signIn('admin');
  await openPage(page, 'Safe Mode');
  await expect(approvalRecord(page)).toContainText('Signature: valid');
  await approvalRecord(page).getByText('Verify it with OpenSSL').click();
  await expectAccessible(page, 'record, valid', approvalRecord(page));
  faults.set('guardian-action', 'condition-returns');
  await composeAction(page, 'Exit Safe Mode', LONG, HOST);
  await page.setViewportSize({ width: 320, height: 640 });
  await confirmOf(page, 'Exit Safe Mode').click();
  await expect(dialogOf(page, 'Exit Safe Mode')).toContainText('a cause came back');
  await expectFits(page, 'dialog to exit, refused');
  await confirmOf(page, 'Exit Safe Mode').scrollIntoViewIfNeeded();
  await expect(confirmOf(page, 'Exit Safe Mode')).toBeInViewport();
  faults.clear();
  await lookBehindDialog(page, server);
  await server.backend.host.deleteKillFile();
  await lookBehindDialog(page, server);
  await actElsewhere(server, acknowledgeKill, LONG);
  faults.set('guardian-action', 'signature-invalid');
  await lookBehindDialog(page, server);
  await expect(confirmOf(page, 'Exit Safe Mode')).toBeEnabled();
  await confirmOf(page, 'Exit Safe Mode').click();
  await expect(approvalRecord(page).getByRole('alert')).toContainText('INVALID');
  await expectFits(page, 'record, invalid');
  await expectAccessible(page, 'record, invalid, at 320 px', approvalRecord(page));
});

test('entering and exiting Safe Mode take nothing but a keyboard', async ({ page, server, signIn }) => {
  await signIn('admin');
  await page.goto('/safe-mode');
  await expect(heading(page, 'Safe Mode')).toBeVisible();
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(button(page, 'Enter Safe Mode')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reason(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Enter Safe Mode')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await expect(confirmOf(page, 'Enter Safe Mode')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(mode(page)).toHaveText(/^SAFE/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button(page, 'Enter Safe Mode')).toBeFocused();

  await tabTo(page, 'Exit Safe Mode', 2);
  await page.keyboard.press('Enter');
  await expect(reason(page)).toBeFocused();
  await page.keyboard.type('And back');
  await page.keyboard.press('Tab');
  await expect(hostName(page)).toBeFocused();
  await page.keyboard.type(HOST);
  await expect(confirmOf(page, 'Exit Safe Mode')).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(button(page, 'Exit Safe Mode')).toBeFocused();
  await tabTo(page, 'Dismiss', 2);
  await page.keyboard.press('Enter');
  await expect(approvalRecord(page)).toContainText('And back');
  await tabTo(page, 'Download');
  expect(changes(server)).toEqual(['POST /guardian/safe-mode/enter', 'POST /guardian/safe-mode/exit']);
});
