import { createHash, createPublicKey, verify } from 'node:crypto';
import { personas } from '../../mocks/seeds/personas';
import { button, lever, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  approvalRecord,
  banner,
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  facts,
  HOST,
  look,
  lookBehindDialog,
  mode,
  openPage,
  resultOf,
  rowsOf,
  save,
  wayBack,
} from './guardian-page';

const FILE = 'C:\\ProgramData\\Exacta\\KILL';

test('from the KILL file to NORMAL: acknowledged, approved, signed, each sent once [F7-11, F7-28, F7-29, F7-30, F7-114, F7-115, F7-116, F7-117, F7-124, F7-130]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/guardian\/kill\/acknowledge$/);
  await server.backend.toggleAs('security', 'engage', 'Agents leak data');
  await signIn('admin');
  await expect(lever(page, 'disengage')).toBeEnabled();
  await expect(banner(page)).toContainText('Safe Mode is off');

  await server.backend.host.dropKillFile();
  await look(page, server);
  await expect(banner(page)).toContainText('Mode OPERATOR OVERRIDE');
  await expect(lever(page, 'disengage')).toBeDisabled();
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
  await expect(lever(page, 'engage')).toHaveAccessibleDescription('Already engaged.');

  await banner(page).getByRole('link', { name: 'Why, and what to do' }).click();
  await expect(mode(page)).toHaveText(/^OPERATOR OVERRIDE.*KILL file exists/);
  await expect(facts(page)).toContainText('stopped, version 2.4.1');
  await expect(wayBack(page)).toContainText(`del ${FILE}`);
  await expect(rowsOf(page, 'Entry conditions')).toHaveCount(8);
  await expect(rowsOf(page, 'Entry conditions').nth(1)).toContainText('KILL file exists');
  await expect(rowsOf(page, 'Entry conditions').nth(1)).toContainText('Active');
  await expect(rowsOf(page, 'Kill mechanisms').filter({ hasText: FILE })).toContainText('Triggered');
  await expect(button(page, 'Enter Safe Mode')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
  // Core is dead, and its agents are refused in the Guardian's own log.
  server.advance(10_000);
  await refresh(page);
  await expect(rowsOf(page, 'Guardian events').nth(1)).toContainText('DENIED (Safe Mode)');
  await expect(page.getByText('contradicts itself')).toHaveCount(0);

  await openPage(page, 'Recovery');
  await expect(button(page, 'Acknowledge kill')).toHaveAccessibleDescription(
    `The KILL file still exists on the host at ${FILE}: delete it first.`,
  );
  await button(page, 'Acknowledge kill').click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(changes(server)).toEqual([]);

  // Deleted, and there again before the confirmation arrives: the Guardian itself refuses.
  await server.backend.host.deleteKillFile();
  await look(page, server);
  await composeAction(page, 'Acknowledge kill', 'The file was a drill');
  await server.backend.host.dropKillFile();
  await confirmOf(page, 'Acknowledge kill').click();
  await expect(dialogOf(page, 'Acknowledge kill')).toContainText('kill_file_present');
  await expect(dialogOf(page, 'Acknowledge kill')).toContainText('The KILL file is still there.');
  await expect(dialogOf(page, 'Acknowledge kill').getByRole('textbox')).toHaveValue('The file was a drill');
  await server.backend.host.deleteKillFile();
  await lookBehindDialog(page, server);
  await expect(confirmOf(page, 'Acknowledge kill')).toBeEnabled();
  await confirmOf(page, 'Acknowledge kill').click();
  await expect(resultOf(page, 'Acknowledge kill')).toContainText(
    'Confirmed: the kill is acknowledged. The mode is SAFE.',
  );
  await expect(resultOf(page, 'Acknowledge kill')).toContainText('In the Guardian’s event log.');
  await expect(resultOf(page, 'Acknowledge kill')).toContainText('The file was a drill');

  await resultOf(page, 'Acknowledge kill').getByRole('link', { name: 'open the exit checks' }).click();
  await expect(mode(page)).toHaveText(/^SAFE/);
  await composeAction(page, 'Exit Safe Mode', 'Cause found', HOST);
  const steps = dialogOf(page, 'Exit Safe Mode').getByRole('listitem');
  for (const check of ['All kill conditions cleared', 'Core signature valid', 'Policy integrity intact'])
    await expect(steps.filter({ hasText: check }).last()).toContainText('passed');
  await expect(steps.filter({ hasText: 'Step 2: Human approval' })).toHaveAttribute('aria-current', 'step');
  await expect(steps.filter({ hasText: 'Step 2: Human approval' })).toContainText(personas.admin.fullName);
  await confirmOf(page, 'Exit Safe Mode').click();

  await expect(mode(page)).toHaveText(/^NORMAL/);
  await expect(banner(page)).toContainText('Safe Mode is off');
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('Confirmed: the mode is NORMAL.');
  await expect(approvalRecord(page)).toContainText('Signature: valid');
  await expect(approvalRecord(page)).toContainText('SYSTEM-LEVEL PLAN');
  await expect(approvalRecord(page).getByRole('alert')).toHaveCount(0);
  // The page is at rest once the event log has the exit: what moves under the pointer gets no click.
  await expect(rowsOf(page, 'Guardian events').filter({ hasText: 'NORMAL' }).first()).toBeVisible();
  const { name, text } = await save(page, button(approvalRecord(page), 'Download'));
  const file: { record: Record<string, string>; payload_base64: string } = JSON.parse(text);
  const { signature = '', ...signed } = file.record;
  expect(name).toBe(`approval-record-${signed['correlation_id']}.json`);
  expect(signed).toMatchObject({
    plan_class: 'SYSTEM-LEVEL PLAN',
    operator: personas.admin.email,
    reason: 'Cause found',
    policy_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  // All members are texts: canonical JSON is that of the sorted names.
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(signed).toSorted()));
  expect(Buffer.from(file.payload_base64, 'base64').toString()).toBe(canonical);
  const spki = Buffer.from(signed['public_key'] ?? '', 'base64');
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  expect(key.asymmetricKeyType).toBe('ed25519');
  expect(verify(null, Buffer.from(canonical), key, Buffer.from(signature, 'base64'))).toBe(true);
  await expect(approvalRecord(page)).toContainText(createHash('sha256').update(spki).digest('hex'));
  await expect(
    rowsOf(page, 'Guardian events')
      .filter({ hasText: signed['correlation_id'] ?? '' })
      .filter({ hasText: 'NORMAL' }),
  ).toHaveCount(1);

  await openPage(page, 'Kill Switch');
  await expect(lever(page, 'disengage')).toBeEnabled();
  expect(changes(server)).toEqual([
    'POST /guardian/kill/acknowledge',
    'POST /guardian/kill/acknowledge',
    'POST /guardian/safe-mode/exit',
  ]);
});
