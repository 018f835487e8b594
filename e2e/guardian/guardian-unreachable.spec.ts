import { button, expectState, outageCard, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  banner,
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  HOST,
  mode,
  openPage,
  scenarios,
  unfold,
} from './guardian-page';
import { record } from '../support/recorder';

const outage = 'If the Guardian cannot be reached';

test.describe('while the kill switch is engaged', () => {
  test.use({ seed: { engaged: true } });

  test('a Guardian that never answers is Unknown everywhere, and takes no lever of the gateway away [F7-47, F7-48, F7-49, F7-50, F7-51, F7-52, F7-119]', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 503 .*\/guardian\//);
    const recorded = await record(page);
    server.backend.faults.set('guardian', '503');
    server.backend.faults.set('guardian-action', '503');
    await page.clock.install();
    await signIn('admin');
    await expectState(page, /^Engaged/);
    await expect(banner(page)).toContainText('Safe Mode unknown: the Guardian cannot be read');
    await expect(banner(page)).toContainText('Its mode was never confirmed.');

    // The kill switch is another system: all of it works.
    await toggle(page, 'disengage', 'The Guardian is not needed for this');
    await expectState(page, /^Disengaged/);
    await toggle(page, 'engage', 'Nor for this');
    await expectState(page, /^Engaged/);
    await expect(outageCard(page)).toHaveCount(0);

    await openPage(page, 'Safe Mode');
    await expect(mode(page)).toHaveText(/^Unknown — not confirmed yet/);
    await expect(mode(page)).toContainText('503');
    for (const table of ['Entry conditions', 'Kill mechanisms', 'Capabilities', 'Guardian events'])
      await expect(page.getByRole('table', { name: table, includeHidden: true })).toHaveCount(0);
    await expect(page.getByText('No Guardian events recorded.')).toHaveCount(0);
    await unfold(page, 'Verify without this page');
    await expect(page.getByText('exacta-guardian.exe --show-status')).toBeVisible();
    await expect(button(page, 'Exit Safe Mode')).toHaveAccessibleDescription('Exit needs a confirmed mode.');
    // It only ever stops more, so it may be tried; and is told for what it was.
    await composeAction(page, 'Enter Safe Mode', 'Just in case');
    await expect(dialogOf(page, 'Enter Safe Mode')).toContainText('The mode is unknown.');
    await confirmOf(page, 'Enter Safe Mode').click();
    await expect(dialogOf(page, 'Enter Safe Mode').getByRole('alert').first()).toContainText('503');
    await button(dialogOf(page, 'Enter Safe Mode'), 'Cancel').click();

    await openPage(page, 'Recovery');
    await expect(page.getByText(/^Guardian mode: Unknown — not confirmed yet/)).toBeVisible();
    const card = page.getByRole('region', { name: outage });
    for (const flag of [
      '--verify-integrity',
      '--export-logs PATH',
      '--acknowledge-kill',
      '--reset-policy',
      '--rollback-core',
      '--exit-safe',
    ])
      await expect(card.getByText(`exacta-guardian.exe ${flag}`, { exact: true })).toBeVisible();
    await expect(card.getByText('echo KILL > C:\\ProgramData\\Exacta\\KILL')).toBeVisible();
    await scenarios(page).getByRole('radio', { name: 'Core stuck in loop' }).check();
    await expect(scenarios(page)).toContainText('Unknown: the Guardian was never read');
    const told = await recorded.modes();
    for (const words of [/^Unknown — not confirmed yet/, /Safe Mode unknown/, /Guardian mode: Unknown/])
      expect(told).toContainEqual(expect.stringMatching(words));
    expect(told.filter((text) => /NORMAL|SAFE MODE/.test(text))).toEqual([]);

    // Nobody has to press anything.
    server.backend.faults.clear();
    await page.clock.runFor(5_000);
    await expect(banner(page)).toContainText('Safe Mode is off');
    await expect(card).toBeHidden();
    await expect(page.getByText(`Guardian mode: NORMAL on ${HOST}`)).toBeVisible();
    await expect(scenarios(page)).toContainText('The Guardian says: Core is running');
    expect(changes(server)).toEqual([
      'DELETE /decision/kill-switch/{tenant}',
      'POST /decision/kill-switch/{tenant}',
      'POST /guardian/safe-mode/enter',
    ]);
  });
});
