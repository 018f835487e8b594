import { compose, confirm, dialog, expectState, lever, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 8: engaging stays possible when reading is broken.

const down = /status of 503 .*\/(decision|audit|guardian)\//;

test('law 8: on the first check both levers wait, and say so', async ({ page, server, signIn }) => {
  server.backend.faults.set('status', 'slow');
  await signIn();
  await expectState(page, /^Checking/);
  for (const action of ['engage', 'disengage'] as const) {
    await expect(lever(page, action)).toBeDisabled();
    await expect(lever(page, action)).toHaveAccessibleDescription('The first check is under way.');
    await lever(page, action).click({ force: true });
    await expect(dialog(page, action)).toBeHidden();
  }
  server.release();
  await expect(lever(page, 'engage')).toBeEnabled();
});

test('law 8: with the status never read, the switch can still be engaged', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down);
  server.backend.faults.set('status', '503');
  await signIn();
  await expectState(page, /^Unknown — never confirmed/);
  await expect(lever(page, 'disengage')).toBeDisabled();
  await expect(lever(page, 'disengage')).toHaveAccessibleDescription(
    'Disengaging needs a fresh reading that says Engaged.',
  );
  await compose(page, 'engage', 'Cannot read, must stop');
  await expect(dialog(page, 'engage')).toContainText(
    'The state is unknown. You can engage all the same: engaging twice is harmless.',
  );
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Result of your request' })).toContainText(
    'The state could not be read back yet',
  );
  expect(server.toggles()).toHaveLength(1);
  server.backend.faults.clear();
  await expectState(page, /^Engaged/);
});

test.describe('while engaged', () => {
  test.use({ seed: { engaged: true } });

  test('law 8: engaged, then unreadable: engage is possible, disengage is not', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(down);
    await signIn();
    await expectState(page, /^Engaged/);
    await expect(lever(page, 'engage')).toBeDisabled();
    await expect(lever(page, 'disengage')).toBeEnabled();
    server.backend.faults.set('status', '503');
    await refresh(page);
    await expectState(page, /^Unknown — last confirmed Engaged \d+ s ago/);
    await expect(page.getByRole('region', { name: 'Kill switch unknown' })).toContainText(
      'last confirmed engaged',
    );
    await expect(lever(page, 'engage')).toBeEnabled();
    await expect(lever(page, 'disengage')).toBeDisabled();
    await lever(page, 'disengage').click({ force: true });
    await expect(dialog(page, 'disengage')).toBeHidden();
  });
});

test('law 8: with the audit log down, both levers work', async ({ page, server, signIn, expectConsole }) => {
  expectConsole(down);
  server.backend.faults.set('history', '503');
  await signIn();
  await compose(page, 'engage', 'No audit log, must stop');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await compose(page, 'disengage', 'Over');
  await confirm(page, 'disengage').click();
  await expectState(page, /^Disengaged/);
  expect(server.toggles()).toHaveLength(2);
});
