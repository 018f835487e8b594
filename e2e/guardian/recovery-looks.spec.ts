import { ADMIN_TOKEN } from '../../mocks/host/create-host';
import { button, heading, reason } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  banner,
  composeAction,
  confirmation,
  confirmOf,
  dialogOf,
  hostOperations,
  look,
  lookBehindDialog,
  openPage,
  resultOf,
  save,
  scenarios,
} from './guardian-page';
import { expectLooks, LONG } from '../screen/looks';

// Axe runs a dozen times in one test.
test.describe.configure({ timeout: 60_000 });

test('Recovery is accessible and fits into 320 px in every mode, with every report, and so do its dialogs', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 503 .*\/(guardian|control)\//, /status of 401 .*\/control\/api\/stop$/);
  const { faults, host } = server.backend;
  await signIn('admin');
  await openPage(page, 'Recovery');
  await expect(page.getByText(/^Guardian mode: NORMAL/)).toBeVisible();
  await expectLooks(page, 'NORMAL');

  await host.configureControl({ taskkillAllowed: true });
  await host.corruptPolicy();
  await host.dropKillFile();
  await look(page, server);
  await expect(banner(page)).toBeVisible();
  await scenarios(page).getByRole('radio', { name: 'Suspected compromise' }).check();
  await scenarios(page).getByRole('checkbox').first().check();
  await host.deleteKillFile();
  await look(page, server);
  await composeAction(page, 'Acknowledge kill', LONG);
  await host.dropKillFile();
  await lookBehindDialog(page, server);
  await expect(dialogOf(page, 'Acknowledge kill')).toContainText('The KILL file still exists.');
  await expectLooks(page, 'dialog to acknowledge');
  await button(page, 'Cancel').click();
  faults.set('guardian-action', '503');
  await composeAction(page, 'Roll back Core', LONG);
  await confirmOf(page, 'Roll back Core').click();
  await expect(dialogOf(page, 'Roll back Core').getByRole('alert').first()).toBeVisible();
  await expectLooks(page, 'dialog to roll back, refused');
  await button(page, 'Cancel').click();
  await button(page, 'Reset policy').click();
  await confirmOf(page, 'Reset policy').click();
  await expect(dialogOf(page, 'Reset policy').getByRole('alert')).toHaveCount(2);
  await expectLooks(page, 'dialog to reset, with mistakes');

  faults.clear();
  await reason(page).fill(LONG);
  await confirmation(page).fill('RESET');
  await confirmOf(page, 'Reset policy').click();
  await expect(resultOf(page, 'Reset policy')).toContainText('found in the Guardian’s event log');
  await host.breakCoreSignature();
  await button(page, 'Verify integrity').click();
  await expect(resultOf(page, 'Verify integrity')).toContainText('INVALID');
  await save(page, button(page, 'Export logs'));
  await expect(resultOf(page, 'Export logs')).toBeVisible();
  await composeAction(page, 'Roll back Core', LONG);
  await confirmOf(page, 'Roll back Core').click();
  await expect(resultOf(page, 'Roll back Core')).toContainText('Confirmed: Core is version 2.4.0.');

  const ladder = hostOperations(page);
  const stop = dialogOf(page, 'Request frontend stop');
  await button(ladder, 'Read host status').click();
  await expect(ladder.getByRole('alert')).toBeVisible();
  await button(ladder, 'Request frontend stop').click();
  await button(stop, 'Request frontend stop').click();
  await expect(stop.getByRole('alert')).toBeVisible();
  await expectLooks(page, 'dialog to stop the frontend, refused');
  faults.set('control', 'stop-half-succeeds');
  await stop.getByLabel('Admin token').fill(ADMIN_TOKEN);
  await button(stop, 'Request frontend stop').click();
  await expect(resultOf(page, 'Request frontend stop')).toContainText('STILL RUNNING');
  await expectLooks(page, 'OPERATOR OVERRIDE, with every report');

  faults.clear();
  for (const target of ['guardian', 'control'] as const) faults.set(target, '503');
  await page.goto('/recovery');
  await expect(heading(page, 'Recovery')).toBeVisible();
  await expect(page.getByRole('region', { name: 'If the Guardian cannot be reached' })).toBeVisible();
  await expect(button(ladder, 'Copy the emergency command')).toBeVisible();
  await expectLooks(page, 'Unknown, with the outage card and the emergency command');
});
