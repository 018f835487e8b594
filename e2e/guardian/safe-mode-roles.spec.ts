import { personas } from '../../mocks/seeds/personas';
import { button, reason } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  changes,
  composeAction,
  confirmOf,
  dialogOf,
  facts,
  lookBehindDialog,
  mode,
  openPage,
  rowsOf,
  unfold,
} from './guardian-page';

test('SECURITY may enter but not exit; AUDITOR neither, and reads all of it', async ({
  page,
  server,
  newBrowser,
  signIn,
}) => {
  const desk = await (await newBrowser()).newPage();
  await signIn('security');
  await signIn('auditor', { page: desk });
  await openPage(page, 'Safe Mode');
  await openPage(desk, 'Safe Mode');
  await expect(mode(page)).toHaveText(/^NORMAL/);
  await composeAction(page, 'Enter Safe Mode', '');
  await confirmOf(page, 'Enter Safe Mode').click();
  await expect(dialogOf(page, 'Enter Safe Mode').getByRole('alert')).toContainText('Enter a reason');
  expect(changes(server)).toEqual([]);
  await reason(page).fill('Agent writes where it must not');
  await confirmOf(page, 'Enter Safe Mode').dblclick();

  await expect(mode(page)).toHaveText(/^SAFE/);
  await expect(mode(page)).toContainText('an operator entered it');
  const report = page.getByRole('region', { name: 'Proof' });
  await expect(report).toContainText('Confirmed: the mode is SAFE.');
  await expect(report).toContainText('In the Guardian’s event log.');
  await expect(rowsOf(page, 'Guardian events').filter({ hasText: personas.security.email })).toContainText(
    'Agent writes where it must not',
  );
  await unfold(page, 'Capabilities');
  await expect(rowsOf(page, 'Capabilities').filter({ hasText: 'Shell execution' })).toContainText('Disabled');
  await expect(facts(page)).toContainText('Child processes0as Safe Mode demands');
  await expect(button(page, 'Exit Safe Mode')).toHaveAccessibleDescription('Only ADMIN may exit Safe Mode.');
  await button(page, 'Exit Safe Mode').click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await lookBehindDialog(desk, server);
  await expect(mode(desk)).toHaveText(/^SAFE/);
  await expect(
    desk.getByText('ADMIN and SECURITY may enter Safe Mode; only ADMIN may exit it.'),
  ).toBeVisible();
  await expect(desk.getByRole('button', { name: /(Enter|Exit) Safe Mode/ })).toHaveCount(0);
  await expect(rowsOf(desk, 'Guardian events').filter({ hasText: personas.security.email })).toHaveCount(1);
  expect(changes(server)).toEqual(['POST /guardian/safe-mode/enter']);
});
