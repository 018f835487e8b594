import { acknowledgeKill, enterSafeMode } from '../../mocks/guardian/actions';
import { personas } from '../../mocks/seeds/personas';
import { button, reason } from '../support/console';
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
  lookBehindDialog,
  mode,
  openPage,
} from './guardian-page';

const EXIT = 'Exit Safe Mode';
const NOT_ALL = 'Not all of Guardian’s three checks have passed.';

test('each thing that is in the way is told in words, with what clears it, while the dialog is open [F7-42, F7-118]', async ({
  page,
  server,
  signIn,
}) => {
  const { host } = server.backend;
  await host.setStartupFlag(true);
  await signIn('admin');
  await openPage(page, 'Safe Mode');
  await composeAction(page, EXIT, 'Cause found', HOST);
  const open = dialogOf(page, EXIT);
  const line = (check: string) =>
    open
      .getByRole('listitem')
      .filter({ hasText: `${check}:` })
      .last();
  const kills = line('All kill conditions cleared');
  const expectBlocked = async (words: string) => {
    await expect(open).toContainText(words);
    await expect(confirmOf(page, EXIT)).toHaveAccessibleDescription(NOT_ALL);
  };

  await expectBlocked('The host was started in Safe Mode. Restart it without --safe-mode or --start-safe.');
  await expect(kills).toContainText('failed');
  await expect(line('Core signature valid')).toContainText('passed');
  await expect(line('Policy integrity intact')).toContainText('passed');

  await host.setRegistryKey();
  await host.setStartupFlag(false);
  await lookBehindDialog(page, server);
  await expectBlocked('The registry kill switch is set. Delete EmergencyStop under HKLM\\SOFTWARE\\Exacta');
  await expect(open).not.toContainText('The host was started in Safe Mode.');
  await host.clearRegistryKey();
  server.advance(30_000);
  await lookBehindDialog(page, server);
  await expectBlocked('Guardian has not been restarted since the registry key was deleted. Restart Guardian');

  await host.dropKillFile();
  await host.restartGuardian();
  await lookBehindDialog(page, server);
  await expectBlocked('The KILL file exists. Delete C:\\ProgramData\\Exacta\\KILL on the host');
  await expect(banner(page)).toContainText('OPERATOR OVERRIDE');
  await host.deleteKillFile();
  await lookBehindDialog(page, server);
  await expectBlocked('The kill has not been acknowledged. Acknowledge the kill on the Recovery page');
  await actElsewhere(server, acknowledgeKill, 'Seen on the host');
  await lookBehindDialog(page, server);
  await expect(kills).toContainText('passed');
  await expect(confirmOf(page, EXIT)).toBeEnabled();

  await host.breakCoreSignature();
  await host.corruptPolicy();
  await lookBehindDialog(page, server);
  await expectBlocked('The signature of Core is not valid. Verify integrity and export the logs');
  await expectBlocked('The policy is corrupted. Reset the policy on the Recovery page');
  await expect(line('Policy integrity intact')).toContainText('failed');
  await expect(line('Core signature valid')).toContainText('failed');
  await confirmOf(page, EXIT).click({ force: true });
  await expect(reason(open)).toHaveValue('Cause found');
  expect(changes(server)).toEqual([]);
});

test('what the form, the Guardian and another operator stop; and a signature that is none', async ({
  page,
  server,
  newBrowser,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/guardian\/safe-mode\/exit$/);
  const { host, faults } = server.backend;
  await server.backend.setRole('security', 'ADMIN');
  await actElsewhere(server, enterSafeMode, 'Drill');
  const desk = await (await newBrowser()).newPage();
  await signIn('admin');
  await openPage(page, 'Safe Mode');
  const open = dialogOf(page, EXIT);

  for (const wrong of ['', 'globex-agents-01', HOST.toUpperCase(), `${HOST}.`]) {
    await composeAction(page, EXIT, 'Cause found', wrong);
    await expect(confirmOf(page, EXIT)).toBeEnabled();
    await confirmOf(page, EXIT).click();
    await expect(open.getByRole('alert')).toHaveText(`Type exactly: ${HOST}`);
    await expect(hostName(open)).toHaveAttribute('aria-invalid', 'true');
    await button(open, 'Cancel').click();
  }
  expect(changes(server)).toEqual([]);

  // Between the checks and the approval, the condition is back.
  faults.set('guardian-action', 'condition-returns');
  await button(page, EXIT).click();
  await expect(reason(open), 'kept from the dialog before').toHaveValue('Cause found');
  await hostName(open).fill(HOST);
  await confirmOf(page, EXIT).click();
  await expect(open).toContainText('It came back in between: Guardian refused for this');
  await expect(open.getByRole('alert').filter({ hasText: 'It came back' })).toContainText(
    'The KILL file exists.',
  );
  await expect(open).toContainText('exit_blocked');
  await expect(reason(open)).toHaveValue('Cause found');
  await expect(hostName(open)).toHaveValue(HOST);
  await expect(banner(page)).toBeVisible();
  faults.clear();
  await lookBehindDialog(page, server);
  await expect(confirmOf(page, EXIT)).toHaveAccessibleDescription(NOT_ALL);
  await host.deleteKillFile();
  await lookBehindDialog(page, server);
  await actElsewhere(server, acknowledgeKill, 'Gone again');
  await lookBehindDialog(page, server);
  await expect(confirmOf(page, EXIT)).toBeEnabled();

  // Another operator is quicker.
  await signIn('security', { page: desk });
  await openPage(desk, 'Safe Mode');
  await composeAction(desk, EXIT, 'Sam was first', HOST);
  await confirmOf(desk, EXIT).click();
  await expect(mode(desk)).toHaveText(/^NORMAL/);
  await lookBehindDialog(page, server);
  await expect(open).toContainText('Somebody ended Safe Mode meanwhile: the mode is NORMAL since');
  await expect(open).toContainText(`By whom and when, as recorded: ${personas.security.email};`);
  await expect(open).toContainText('Your reason is kept.');
  await expect(confirmOf(page, EXIT)).toHaveCount(0);
  await button(open, 'Close').click();
  await expect(approvalRecord(page)).toContainText('Sam was first');
  await expect(approvalRecord(page)).toContainText(personas.security.email);
  await expect(approvalRecord(page)).toContainText('Signature: valid');
  expect(changes(server)).toEqual(['POST /guardian/safe-mode/exit', 'POST /guardian/safe-mode/exit']);

  await actElsewhere(server, enterSafeMode, 'Another drill');
  faults.set('guardian-action', 'signature-invalid');
  await lookBehindDialog(page, server);
  await composeAction(page, EXIT, 'Signed wrongly', HOST);
  await confirmOf(page, EXIT).click();
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(approvalRecord(page).getByRole('alert')).toContainText('Signature: INVALID');
  await expect(approvalRecord(page)).toContainText('Signed wrongly');
  await page.reload();
  await expect(approvalRecord(page).getByRole('alert')).toContainText('Signature: INVALID');
  expect(changes(server)).toHaveLength(3);
});
