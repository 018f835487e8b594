import { button, reason } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  banner,
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  facts,
  HOST,
  lookBehindDialog,
  mode,
  openPage,
  resultOf,
  rowsOf,
  safeModeShown,
  scenarios,
} from './guardian-page';

const ROLL_BACK = 'Roll back Core';

test('after a bad upgrade Core is rolled back to a verified backup, and the host is NORMAL again [F7-134]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/guardian\/core\/rollback$/);
  const { host } = server.backend;
  await host.breakCoreSignature();
  await signIn('admin');
  await safeModeShown(page);
  await expect(banner(page)).toContainText('Mode SAFE');
  await openPage(page, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^SAFE.*Core signature failure/);
  await openPage(page, 'Recovery');
  await scenarios(page).getByRole('radio', { name: 'Bad upgrade' }).check();
  await expect(scenarios(page)).toContainText('The Guardian says: Core is version 2.4.1');

  await button(scenarios(page), 'Roll back now').click();
  const open = dialogOf(page, ROLL_BACK);
  await expect(open).toContainText(`Host ${HOST}, mode SAFE.`);
  await expect(open).toContainText('Core’s version now: 2.4.1');
  await confirmOf(page, ROLL_BACK).click();
  await expect(open.getByRole('alert')).toContainText('Enter a reason');
  await reason(open).fill('2.4.1 is not what was signed');
  await confirmOf(page, ROLL_BACK).dblclick();

  const result = resultOf(page, ROLL_BACK);
  await expect(result).toContainText('Core 2.4.1 → 2.4.0, as the server says.');
  await expect(result).toContainText('The backup was verified.');
  await expect(result).toContainText('Confirmed: Core is version 2.4.0.');
  await expect(result).toContainText('In the Guardian’s event log.');
  await expect(result).toContainText('2.4.1 is not what was signed');
  const correlationId = (await result.getByRole('definition').first().textContent()) ?? '';
  expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
  await expect(banner(page), 'rolling back does not leave Safe Mode').toContainText('Mode SAFE');
  await button(scenarios(page), 'Verify now').click();
  const integrity = resultOf(page, 'Verify integrity');
  await expect(integrity).toContainText('The Guardian says: integrity is OK');
  await expect(rowsOf(page, 'Integrity').filter({ hasText: 'core' })).toContainText('valid');

  await scenarios(page).getByRole('link', { name: 'Open the exit checks' }).click();
  const logged = rowsOf(page, 'Guardian events').filter({ hasText: correlationId });
  await expect(logged).toContainText('Core rollback');
  await expect(logged).toContainText('Core 2.4.1 to 2.4.0: 2.4.1 is not what was signed');
  await expect(facts(page)).toContainText('version 2.4.0');
  await composeAction(page, 'Exit Safe Mode', 'Back on 2.4.0', HOST);
  await confirmOf(page, 'Exit Safe Mode').click();
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(facts(page)).toContainText('running, version 2.4.0');
  await expect(banner(page)).toContainText('Safe Mode is off');

  // While the next decision is taken, the host itself goes back: once more was not what was meant.
  await openPage(page, 'Recovery');
  await composeAction(page, ROLL_BACK, 'One further back');
  await host.rollbackUpgrade();
  await lookBehindDialog(page, server);
  await expect(open).toContainText('Core’s version changed while this dialog was open');
  await expect(confirmOf(page, ROLL_BACK)).toHaveCount(0);
  await button(open, 'Close').click();

  await host.loseBackups();
  await button(page, ROLL_BACK).click();
  await expect(open).toContainText('Core’s version now: 2.3.2');
  await expect(reason(open), 'kept').toHaveValue('One further back');
  await confirmOf(page, ROLL_BACK).click();
  await expect(open).toContainText('There is no verified backup of Core to go back to.');
  await expect(open).toContainText('Reinstall from the signed installer.');
  await expect(open).toContainText('no_verified_backup');
  await expect(reason(open)).toHaveValue('One further back');
  await expect(resultOf(page, ROLL_BACK)).toHaveCount(0);
  await button(open, 'Cancel').click();
  await expect(scenarios(page)).toContainText('The Guardian says: Core is version 2.3.2');
  expect(changes(server)).toEqual([
    'POST /guardian/core/rollback',
    'POST /guardian/integrity/verify',
    'POST /guardian/safe-mode/exit',
    'POST /guardian/core/rollback',
  ]);
});
