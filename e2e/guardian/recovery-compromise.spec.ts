import { personas } from '../../mocks/seeds/personas';
import { button, expectState, heading, lever, signInAs, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { banner, changes, HOST, look, openPage, resultOf, rowsOf, save, scenarios } from './guardian-page';

test('a suspected compromise is followed step by step, and the notes stay with the person [F7-139]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  // What was being read when the person left.
  expectConsole(/status of 401 .*\/(decision|audit|guardian)\//);
  const { host, faults } = server.backend;
  await signIn('admin');
  await openPage(page, 'Recovery');
  const list = scenarios(page);
  const steps = list.getByRole('checkbox');
  const ticked = list.getByRole('checkbox', { checked: true });
  const tick = (name: RegExp) => list.getByRole('checkbox', { name }).check();
  const factOf = (name: RegExp) =>
    list.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name }) });
  await expect(steps).toHaveCount(0);
  await list.getByRole('radio', { name: 'Suspected compromise' }).check();
  await expect(steps).toHaveCount(10);
  await expect(factOf(/^Create the KILL file/)).toContainText('no KILL file, and no kill to acknowledge');
  await expect(factOf(/^Create the KILL file/)).toContainText('echo KILL > C:\\ProgramData\\Exacta\\KILL');

  await host.dropKillFile();
  await host.breakCoreSignature();
  await look(page, server);
  await expect(banner(page)).toContainText('Mode OPERATOR OVERRIDE');
  await expect(factOf(/^Create the KILL file/)).toContainText('The Guardian says: the KILL file exists');
  await expect(factOf(/^Wait until the Guardian/)).toContainText('Core is blocked');
  await expect(ticked, 'the Guardian confirms two steps').toHaveCount(2);

  // On another page, and back.
  await list.getByRole('link', { name: 'Open the switch' }).click();
  await toggle(page, 'engage', 'Suspected compromise');
  await expectState(page, /^Engaged/);
  await openPage(page, 'Recovery');
  await expect(list.getByRole('radio', { name: 'Suspected compromise' })).toBeChecked();
  await tick(/engage the kill switch/);
  await expect(ticked).toHaveCount(3);

  await button(list, 'Verify now').click();
  const verdict = resultOf(page, 'Verify integrity');
  await expect(verdict.getByRole('alert')).toContainText('integrity is NOT OK');
  await expect(rowsOf(page, 'Integrity').filter({ hasText: 'core' })).toContainText('INVALID');
  await expect(rowsOf(page, 'Integrity').filter({ hasText: 'core' })).toContainText('is not what was signed');
  await expect(verdict).toContainText('In the Guardian’s event log.');
  await tick(/check all signatures and hashes/);
  // A later check that fails to be made does not make the finding go away.
  faults.set('guardian-action', '503');
  expectConsole(/status of 503 .*\/guardian\/(integrity\/verify|logs\/export)$/);
  await button(page, 'Verify integrity').click();
  await expect(page.getByText('Integrity was not verified now.')).toBeVisible();
  await expect(verdict.getByRole('alert')).toContainText('integrity is NOT OK');
  await button(page, 'Export logs').click();
  await expect(page.getByText('Nothing was saved.')).toBeVisible();
  faults.clear();

  const { name, text } = await save(page, button(list, 'Export now'));
  expect(name).toMatch(new RegExp(`^guardian-logs_${HOST}_\\d{8}T\\d{6}Z\\.json$`));
  const log: {
    host: string;
    exported_by: string;
    status: { mode: string };
    events: { kind: string; outcome: string }[];
  } = JSON.parse(text);
  expect(log).toMatchObject({
    host: HOST,
    exported_by: personas.admin.email,
    status: { mode: 'OPERATOR_OVERRIDE', core_state: 'blocked' },
  });
  const kinds = log.events.map(({ kind, outcome }) => `${kind} ${outcome}`);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'kill CORE TERMINATED',
      'integrity FAILED',
      'mode_change OPERATOR_OVERRIDE',
      'export EXPORTED',
    ]),
  );
  const saved = resultOf(page, 'Export logs');
  await expect(saved).toContainText('The logs were exported');
  await expect(saved).toContainText(name);
  await expect(saved).toContainText('In the Guardian’s event log.');
  await expect(list.getByRole('checkbox', { name: /^Save the Guardian’s logs/ })).toBeChecked();
  await expect(list).toContainText('5 of 10 steps done.');

  await page.reload();
  await expect(heading(page, 'Recovery')).toBeVisible();
  await expect(list.getByRole('radio', { name: 'Suspected compromise' })).toBeChecked();
  await expect(ticked).toHaveCount(5);
  await button(list, 'Start over').click();
  await expect(ticked, 'what the Guardian still confirms').toHaveCount(2);
  await button(list, 'Undo start over').click();
  await expect(ticked).toHaveCount(5);

  await button(page, 'Sign out').click();
  await signInAs(page, personas.security);
  await expect(heading(page, 'Recovery')).toBeVisible();
  await expect(list.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(verdict, 'what was found for one person is not shown to the next').toHaveCount(0);
  await list.getByRole('radio', { name: 'Suspected compromise' }).check();
  await expect(ticked, 'the Guardian’s own, and none of the other person').toHaveCount(2);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(personas.admin.email);
  await openPage(page, 'Kill Switch');
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription(/^Disabled in Safe Mode/);
  expect(changes(server)).toEqual([
    'POST /decision/kill-switch/{tenant}',
    'POST /guardian/integrity/verify',
    'POST /guardian/integrity/verify',
    'POST /guardian/logs/export',
    'POST /guardian/logs/export',
  ]);
});
