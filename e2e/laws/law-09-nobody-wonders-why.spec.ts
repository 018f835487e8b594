import { compose, confirm, dialog, expectState, lever, reason } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 9: nobody wonders why. The words of every refusal are in faults.spec.ts.

test('law 9: a lever that cannot be pulled can be reached, and says why', async ({ page, signIn }) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(lever(page, 'disengage')).toBeDisabled();
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription('It is not engaged.');
  await expect(page.getByText('It is not engaged.')).toBeVisible();
  await lever(page, 'engage').focus();
  await page.keyboard.press('Tab');
  await expect(lever(page, 'disengage')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page, 'disengage')).toBeHidden();
});

test('law 9: a refusal names cause, code and the very request, and what to do next', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 429 .*\/decision\//);
  await page.clock.install();
  await signIn();
  server.backend.faults.set('toggle', '429');
  await compose(page, 'engage', 'Runaway');
  await confirm(page, 'engage').click();
  const open = dialog(page, 'engage');
  const alert = open.getByRole('alert').filter({ hasText: 'Too many requests (429)' });
  await expect(alert).toContainText('A runaway agent may be using up the tenant’s quota.');
  await expect(alert).toContainText('The server says: Rate limit exceeded');
  await expect(alert).toContainText(
    `To quote: HTTP 429 · request ${server.toggles()[0]?.headers['x-request-id']}`,
  );
  await expect(open).toContainText(/Try again in 1[12] s\./);
  await page.clock.runFor(12_000);
  await expect(open).toContainText('You can try again now.');
  server.backend.faults.clear();
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
});

test('law 9: who waits for the countdown of a 429 does so by choice', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 429 .*\/decision\//);
  await signIn();
  server.backend.faults.set('toggle', '429');
  await compose(page, 'engage', 'Runaway');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('Try again in');
  server.backend.faults.clear();
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
});

test.describe('while engaged', () => {
  test.use({ seed: { engaged: true } });

  test('law 9: a DELETE whose body a proxy dropped names the proxy as a suspect', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 400 .*\/decision\//);
    server.backend.faults.set('toggle', 'delete-body-lost');
    await signIn();
    await compose(page, 'disengage', 'Cause found');
    await confirm(page, 'disengage').click();
    const alert = dialog(page, 'disengage').getByRole('alert').filter({ hasText: '(400)' });
    await expect(alert).toContainText(
      'A proxy between here and Aegis may have dropped the body of the DELETE',
    );
    await expect(alert).toContainText('code reason_required');
    await expect(reason(page)).toHaveValue('Cause found');
    await expectState(page, /^Engaged/);
  });
});
