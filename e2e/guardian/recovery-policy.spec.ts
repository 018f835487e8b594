import { hostOf } from '../../mocks/host/host';
import { tenants } from '../../mocks/seeds/personas';
import { button, reason } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  banner,
  changes,
  composeAction,
  confirmation,
  confirmOf,
  dialogOf,
  HOST,
  mode,
  openPage,
  resultOf,
  rowsOf,
  safeModeShown,
  scenarios,
} from './guardian-page';
import type { TestServer } from '../support/test-server';

const RESET = 'Reset policy';
const WHY = 'The autonomy ceiling was tampered with';
const DEFAULTS = [
  ['shell_execution_allowed', 'false'],
  ['self_upgrade_allowed', 'false'],
  ['autonomy_ceiling', 'PROFILE-SAFE'],
  ['logging_enforcement', 'MANDATORY'],
] as const;

const policyOf = (server: TestServer) =>
  server.backend.run((db) => hostOf(db, tenants.acme.id).guardian.policy);

test('a corrupted policy is reset: warned, typed, and each of the six steps with its evidence [F7-53, F7-55, F7-56, F7-62, F7-63, F7-135]', async ({
  page,
  server,
  signIn,
}) => {
  await server.backend.host.corruptPolicy();
  await signIn('admin');
  await safeModeShown(page);
  await openPage(page, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^SAFE.*Policy corruption/);
  await expect(page.getByRole('alert').filter({ hasText: 'The policy is not intact' })).toBeVisible();
  await openPage(page, 'Recovery');
  await scenarios(page).getByRole('radio', { name: 'Policy corruption' }).check();
  await expect(scenarios(page)).toContainText('The Guardian says: the policy is NOT intact');

  await button(scenarios(page), 'Reset now').click();
  const open = dialogOf(page, RESET);
  await expect(open).toContainText('This will reset ALL policies to factory defaults.');
  for (const [name, value] of DEFAULTS) await expect(open).toContainText(`${name}: ${value}`);
  const planned = open.getByRole('list', { name: 'Steps of the reset' }).getByRole('listitem');
  await expect(planned).toHaveCount(6);
  await expect(planned.filter({ hasText: 'pending' })).toHaveCount(6);
  await reason(open).fill(WHY);
  for (const wrong of ['', 'reset', 'RESET!', 'y']) {
    await confirmation(open).fill(wrong);
    await confirmOf(page, RESET).click();
    await expect(open.getByRole('alert')).toHaveText('Type exactly: RESET');
  }
  expect(changes(server)).toEqual([]);
  await confirmation(open).fill('RESET');
  await confirmOf(page, RESET).dblclick();

  const result = resultOf(page, RESET);
  await expect(result).toContainText('Confirmed: the policy in force is the one from the reset.');
  const steps = result.getByRole('list', { name: 'Steps of the reset' }).getByRole('listitem');
  await expect(steps).toHaveText([
    /^1\. Verify that the caller is an administrator: done – the server carried the request out/,
    /^2\. Display the warning and have it confirmed: done – shown here, and confirmed by you/,
    /^3\. Back up the current policy: done – the server names the backup policy-backup-\d{8}T\d{6}Z\.json/,
    /^4\. Reset the Safety Policy to its defaults: done – all four settings have their defaults/,
    /^5\. Log the policy reset event: done – found in the Guardian’s event log/,
    /^6\. Restart the Guardian with the new policy: done – the event log shows a start since, and the new policy/,
  ]);
  const before = await result.getByRole('definition').nth(1).textContent();
  const { hash } = await policyOf(server);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(before).not.toBe(hash);
  await expect(result.getByRole('definition').nth(2)).toHaveText(hash);
  await expect(rowsOf(page, 'Policy settings')).toHaveText([
    /Setting.*Factory default.*After the reset/,
    ...DEFAULTS.map(([name, value]) => new RegExp(`^${name}.*${value} \\(as it should be\\)$`)),
  ]);
  await expect(result).toContainText(WHY);
  await expect(result.getByRole('definition').last()).toHaveText(
    server.requestsTo('/guardian/policy/reset')[0]?.headers['x-request-id'] ?? 'sent',
  );
  await expect(scenarios(page)).toContainText('The Guardian says: the policy is intact');
  // A reset does not leave Safe Mode: that is for somebody to approve.
  await expect(banner(page)).toContainText('Mode SAFE');

  await openPage(page, 'Safe Mode');
  await expect(rowsOf(page, 'Guardian events').filter({ hasText: 'Policy reset' })).toContainText(WHY);
  await composeAction(page, 'Exit Safe Mode', 'Policy is ours again', HOST);
  await confirmOf(page, 'Exit Safe Mode').click();
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(banner(page)).toContainText('Safe Mode is off');
  expect(changes(server)).toEqual(['POST /guardian/policy/reset', 'POST /guardian/safe-mode/exit']);
});
