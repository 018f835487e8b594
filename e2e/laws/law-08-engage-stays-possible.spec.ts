import {
  button,
  compose,
  confirm,
  dialog,
  expectState,
  history,
  historyRows,
  lever,
  report,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 8: engaging stays possible when reading is broken.

const down = /status of 503 .*\/(decision|audit|guardian)\//;

test('law 8: with the status never read, the switch can still be engaged', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down);
  server.backend.faults.set('status', '503');
  await signIn();
  await expectState(page, /^Unknown — not confirmed yet/);
  await expect(lever(page, 'disengage')).toBeDisabled();
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription(
    'Disengage needs a confirmed Engaged state.',
  );
  await compose(page, 'engage', 'Cannot read, must stop');
  await expect(dialog(page, 'engage')).toContainText('You can still engage. Engaging twice is harmless.');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText(
    'The state could not be read back yet',
  );
  expect(server.toggles()).toHaveLength(1);
  server.backend.faults.clear();
  await expectState(page, /^Engaged/);
});

test('law 8: a lost script of the rest of the page takes no lever away, and can be loaded again', async ({
  page,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED .*\/assets\/rest-/);
  await page.route('**/assets/rest-*.js', (route) => route.abort());
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(history(page)).toContainText('A part of this page did not load');
  await toggle(page, 'engage', 'Without the rest of the page');
  await expectState(page, /^Engaged at .*Without the rest of the page/s);
  await expect(report(page)).toContainText('Accepted. Nothing is confirmed here yet');
  await page.unroute('**/assets/rest-*.js');
  await button(page, 'Load it again').click();
  await expect(historyRows(page).first()).toContainText('Without the rest of the page');
  await expect(report(page)).toContainText('Confirmed: the switch is engaged.');
});
