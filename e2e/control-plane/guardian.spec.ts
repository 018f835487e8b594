import { button, reason, refresh } from '../support/console';
import {
  approvalRecord,
  banner,
  composeAction,
  confirmation,
  confirmOf,
  dialogOf,
  facts,
  mode,
  openPage,
  resultOf,
  rowsOf,
  safeModeShown,
  save,
  scenarios,
  wayBack,
} from '../guardian/guardian-page';
import { expect, test, type HostSeen } from './guardian-fixtures';
import type { Page } from '@playwright/test';

// One Guardian for all of it: each test leaves it in NORMAL, with Core running, and the last one ends it.
test.describe.configure({ mode: 'serial' });

const EXIT = 'Exit Safe Mode';

/** By a person, with the host's name typed. The page itself verifies the signature of the record. */
async function exitSafeMode(page: Page, host: HostSeen, why: string) {
  await openPage(page, 'Safe Mode');
  await composeAction(page, EXIT, why, host.name);
  await confirmOf(page, EXIT).click();
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(banner(page)).toContainText('Safe Mode is off');
  await expect(approvalRecord(page)).toContainText('Signature: valid');
  await expect(approvalRecord(page).getByRole('alert')).toHaveCount(0);
  await host.untilCoreRuns();
  await refresh(page);
  await expect(facts(page)).toContainText('running, version');
  // The page is at rest once the event log has the exit.
  await expect(rowsOf(page, 'Guardian events').filter({ hasText: 'NORMAL' }).first()).toBeVisible();
}

async function verifyIntegrity(page: Page, verdict: string) {
  await button(page, 'Verify integrity').click();
  await expect(resultOf(page, 'Verify integrity')).toContainText(verdict);
}

test('a KILL file made in a shell ends Core within five seconds, and the console leads back to NORMAL [F7-11, F7-28, F7-29, F7-30]', async ({
  page,
  server,
  host,
  signIn,
}) => {
  await signIn('ADMIN');
  await expect(banner(page)).toContainText('Safe Mode is off');
  const countCore = await host.untilCoreRuns();
  await host.sh('echo KILL > "$1/KILL"');
  await expect.poll(countCore, { timeout: 5_100, intervals: [20] }).toBe(0);
  await refresh(page);
  await expect(banner(page)).toContainText('Mode OPERATOR OVERRIDE');
  await banner(page).getByRole('link', { name: 'Why, and what to do' }).click();
  await expect(mode(page)).toHaveText(/^OPERATOR OVERRIDE.*KILL file exists/);
  await expect(facts(page)).toContainText('stopped, version 1.0.0');
  await expect(wayBack(page)).toContainText(`rm ${host.home}/KILL`);

  await host.sh('rm "$1/KILL"');
  await openPage(page, 'Recovery');
  await refresh(page);
  await composeAction(page, 'Acknowledge kill', 'It was a drill');
  await confirmOf(page, 'Acknowledge kill').click();
  await expect(resultOf(page, 'Acknowledge kill')).toContainText('The mode is SAFE.');
  await exitSafeMode(page, host, 'The drill is over');

  // The tenant’s own record has the same signed approval, in a chain that is intact.
  const { text } = await save(page, button(approvalRecord(page), 'Download'));
  const { record }: { record: { signature: string } } = JSON.parse(text);
  const headers = { 'X-Tenant-ID': server.tenant('acme') };
  const read = async (path: string) => (await page.request.get(`/audit/logs${path}`, { headers })).text();
  await expect.poll(() => read('?action=guardian_approval&limit=10')).toContain(record.signature);
  expect(JSON.parse(await read('/verify'))).toMatchObject({ data: { valid: true } });
});

test('a policy that was corrupted on the disk is found, reset with a backup, and left behind [F7-53, F7-62, F7-135]', async ({
  page,
  host,
  signIn,
}) => {
  await signIn('ADMIN');
  const countCore = await host.untilCoreRuns();
  await host.sh(
    `sed -i 's/"shell_execution_allowed": *false/"shell_execution_allowed": true/' "$1/policy.json"`,
  );
  await openPage(page, 'Recovery');
  // The Guardian looks every 30 s by itself.
  await verifyIntegrity(page, 'integrity is NOT OK');
  await expect.poll(countCore).toBe(0);
  await refresh(page);
  await safeModeShown(page);
  await scenarios(page).getByRole('radio', { name: 'Policy corruption' }).check();
  await button(scenarios(page), 'Reset now').click();
  const open = dialogOf(page, 'Reset policy');
  await reason(open).fill('Somebody allowed the shell');
  await confirmation(open).fill('RESET');
  await confirmOf(page, 'Reset policy').click();
  const result = resultOf(page, 'Reset policy');
  await expect(result).toContainText('Confirmed: the policy in force is the one from the reset.');
  await expect(result).toContainText(/the server names the backup policy-backup-\d{8}T\d{6}Z\.json/);
  await host.sh('grep -q true "$1"/policy-backup-*.json');
  await expect(banner(page)).toContainText('Mode SAFE');
  await exitSafeMode(page, host, 'The policy is ours again');
});

test('one byte of Core that was changed is found, and put back, before anybody can leave Safe Mode [F7-50, F7-139]', async ({
  page,
  host,
  signIn,
}) => {
  await signIn('ADMIN');
  const countCore = await host.untilCoreRuns();
  const core = '"$1/core/1.0.0/core.mjs"';
  await host.sh(`cp -p ${core} "$1/../core.mjs" && printf '#' | dd of=${core} bs=1 conv=notrunc`);
  await openPage(page, 'Recovery');
  await verifyIntegrity(page, 'integrity is NOT OK');
  await expect(rowsOf(page, 'Integrity').filter({ hasText: 'core' })).toContainText('INVALID');
  await expect.poll(countCore).toBe(0);
  await openPage(page, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^SAFE.*Core signature failure/);
  await button(page, EXIT).click();
  await expect(dialogOf(page, EXIT)).toContainText('The signature of Core is not valid.');
  await button(dialogOf(page, EXIT), 'Cancel').click();

  await host.sh(`cat "$1/../core.mjs" > ${core} && rm "$1/../core.mjs"`);
  await openPage(page, 'Recovery');
  // The Guardian of a checkout is not signed itself, and nothing hides that.
  await verifyIntegrity(page, 'integrity is OK, but its own program has no signature');
  await exitSafeMode(page, host, 'The file is the signed one again');
});

test('a bad upgrade, installed on the host, is rolled back by the Guardian, and the console leads from Safe Mode to the Core before [F7-69, F7-134, F7-169]', async ({
  page,
  host,
  signIn,
}) => {
  const bad = await host.signCore('1.1.0', 'process.exit(1);');
  await signIn('ADMIN');
  await expect(banner(page)).toContainText('Safe Mode is off');
  await host.untilCoreRuns();
  const said = await host.guardian('--install-core', bad, '--yes', '--reason', 'The new version');
  expect(said).toContain('Core 1.1.0 is installed in place of 1.0.0.');
  await expect(() => host.sh(`grep -q 'ROLLED BACK' "$1/events.log"`)).toPass({ timeout: 10_000 });
  await refresh(page);
  await expect(banner(page)).toContainText('Mode SAFE');
  await banner(page).getByRole('link', { name: 'Why, and what to do' }).click();
  await expect(mode(page)).toHaveText(/^SAFE.*Upgrade was rolled back/);
  await expect(facts(page)).toContainText('stopped, version 1.0.0');
  const events = rowsOf(page, 'Guardian events');
  await expect(
    events.filter({ hasText: 'Core 1.1.0 is installed in place of 1.0.0: The new version' }),
  ).toHaveCount(1);
  await expect(events.filter({ hasText: 'The upgrade to Core 1.1.0 failed' })).toContainText('back at 1.0.0');
  await exitSafeMode(page, host, 'Back on 1.0.0');
  await expect(facts(page)).toContainText('running, version 1.0.0');
});

test('a Guardian that was killed takes Core with it, and the console says Unknown and never green', async ({
  page,
  host,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 50[234] .*\/guardian\//);
  await signIn('ADMIN');
  await expect(banner(page)).toContainText('Safe Mode is off');
  const countCore = await host.untilCoreRuns();
  process.kill(host.pid, 'SIGKILL');
  await expect.poll(countCore, { timeout: 5_100, intervals: [20] }).toBe(0);
  await refresh(page);
  await expect(banner(page)).toContainText('Safe Mode unknown: the Guardian cannot be read');
  await openPage(page, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^Unknown/);
  await expect(button(page, EXIT)).toHaveAccessibleDescription('Exit needs a confirmed mode.');
});
