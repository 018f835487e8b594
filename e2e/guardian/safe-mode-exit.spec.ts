import { acknowledgeKill } from '../../mocks/host/other-operator';
import { reason } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  actElsewhere,
  banner,
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  HOST,
  lookBehindDialog,
  openPage,
  safeModeShown,
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
  await safeModeShown(page);
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
  await expectBlocked('The emergency key is set. Delete the emergency key on the host');
  await expect(open).not.toContainText('The host was started in Safe Mode.');
  await host.clearRegistryKey();
  server.advance(30_000);
  await lookBehindDialog(page, server);
  await expectBlocked(
    'Guardian has not been restarted since the emergency key was deleted. Restart Guardian',
  );

  await host.dropKillFile();
  await host.restartGuardian();
  await lookBehindDialog(page, server);
  await expectBlocked('The KILL file exists. Delete it on the host');
  await expect(banner(page)).toContainText('OPERATOR OVERRIDE');
  await host.deleteKillFile();
  await lookBehindDialog(page, server);
  await expectBlocked('The kill has not been acknowledged. Acknowledge the kill');
  await actElsewhere(server, acknowledgeKill, 'Seen on the host');
  await lookBehindDialog(page, server);
  await expect(kills).toContainText('passed');
  await expect(confirmOf(page, EXIT)).toBeEnabled();

  await host.breakCoreSignature();
  await host.corruptPolicy();
  await lookBehindDialog(page, server);
  await expectBlocked('The signature of Core is not valid. On the Recovery page: verify integrity');
  await expectBlocked('The policy is corrupted. On the Recovery page: reset the policy');
  await expect(line('Policy integrity intact')).toContainText('failed');
  await expect(line('Core signature valid')).toContainText('failed');
  await confirmOf(page, EXIT).click({ force: true });
  await expect(reason(open)).toHaveValue('Cause found');
  expect(changes(server)).toEqual([]);
});
