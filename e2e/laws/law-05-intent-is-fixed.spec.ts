import { personas } from '../../mocks/seeds/personas';
import { button, compose, dialog, expectState } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 5: the intent is fixed when the dialog opens.

const { security } = personas;
const WHY = 'Agent buys domains';

test('law 5: another operator engages while an engage dialog is open: it stops and says who', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await server.backend.toggleAs('security', 'engage', 'Sam was faster');
  await page.clock.runFor(30_000);
  const open = dialog(page, 'engage');
  const alert = open.getByRole('alert').filter({ hasText: 'Already engaged' });
  await expect(alert).toContainText(security.email);
  await expect(alert.getByRole('time')).toBeVisible();
  await expect(alert).toContainText('Sam was faster');
  await expect(alert).toContainText('Nothing was sent. Your reason is saved.');
  await expect(dialog(page, 'disengage')).toBeHidden();
  await expect(open.getByRole('button')).toHaveText(['Close']);
  await button(open, 'Close').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toEqual([]);
});
