import { personas } from '../../mocks/seeds/personas';
import { badge, button, compose, dialog, expectState, lever, reason, refresh } from '../support/console';
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
  const alert = open.getByRole('alert').filter({ hasText: 'The kill switch is engaged already' });
  await expect(alert).toContainText(security.email);
  await expect(alert.getByRole('time')).toBeVisible();
  await expect(alert).toContainText('Sam was faster');
  await expect(alert).toContainText('Nothing was sent. Your reason is kept.');
  await expect(dialog(page, 'disengage')).toBeHidden();
  await expect(open.getByRole('button')).toHaveText(['Close']);
  await button(open, 'Close').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toEqual([]);
});

test('law 5: two operators confirm at once: the second is told that it is so already, and by whom', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/decision\//);
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  await compose(page, 'engage', WHY);
  await expect(dialog(page, 'engage')).toContainText(/last confirmed [01] s ago/);
  await server.backend.toggleAs('security', 'engage', 'Sam was faster');
  await dialog(page, 'engage').getByRole('button', { name: 'Engage kill switch' }).click();
  const open = dialog(page, 'engage');
  await expect(open).toContainText('The state had already changed (409)');
  await expect(open).toContainText('If the status is what you wanted, nothing is left to do.');
  await expect(open).toContainText('Sam was faster');
  await expect(open).toContainText('Nothing more is sent from here.');
  await expect(open.getByRole('button')).toHaveText(['Close']);
  expect(server.toggles()).toHaveLength(1);
});

test.describe('while engaged', () => {
  test.use({ seed: { engaged: true } });

  test('law 5: another engagement than the one the disengage dialog was opened for stops it', async ({
    page,
    server,
    signIn,
  }) => {
    await page.clock.install();
    await signIn('admin');
    await expectState(page, /^Engaged/);
    await compose(page, 'disengage', 'First cause fixed');
    await expect(dialog(page, 'disengage')).toContainText('Agent deletes customer records');
    await server.backend.toggleAs('security', 'disengage', 'Looks fine');
    server.advance(1_000);
    await server.backend.toggleAs('security', 'engage', 'It does it again');
    await page.clock.runFor(30_000);
    const open = dialog(page, 'disengage');
    await expect(open).toContainText('The state changed while this dialog was open');
    await expect(open.getByRole('alert')).toContainText('It does it again');
    await expect(open).toContainText('Nothing was sent. Your reason is kept.');
    await expect(open.getByRole('button')).toHaveText(['Close']);
    expect(server.toggles()).toEqual([]);

    await button(open, 'Close').click();
    await lever(page, 'disengage').click();
    await expect(reason(page)).toHaveValue('First cause fixed');
  });

  test('law 5: another operator disengages while a disengage dialog is open: it stops', async ({
    page,
    server,
    signIn,
  }) => {
    await page.clock.install();
    await signIn('admin');
    await compose(page, 'disengage', 'Fixed');
    await server.backend.toggleAs('security', 'disengage', 'Looks fine');
    await page.clock.runFor(30_000);
    const open = dialog(page, 'disengage');
    await expect(open).toContainText('The state changed while this dialog was open');
    await expect(open.getByRole('button')).toHaveText(['Close']);
    await button(open, 'Close').click();
    await expect(page.getByText('Disengaged, not by this console')).toBeVisible();
    expect(server.toggles()).toEqual([]);
  });

  test('law 5: a disengage dialog with no state to go by sends nothing', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 503 .*\/decision\//);
    await page.clock.install();
    await signIn('admin');
    await compose(page, 'disengage', 'Fixed');
    server.backend.faults.set('status', '503');
    await page.clock.runFor(30_000);
    const open = dialog(page, 'disengage');
    await expect(badge(page)).toContainText('Unknown — last confirmed Engaged');
    await expect(open).toContainText('Disengaging needs a fresh reading that says Engaged.');
    await button(open, 'Disengage kill switch').click({ force: true });
    server.backend.faults.clear();
    await page.clock.runFor(6_000);
    await expect(button(open, 'Disengage kill switch')).toBeEnabled();
    await button(open, 'Cancel').click();
    await refresh(page);
    await expectState(page, /^Engaged/);
    expect(server.toggles()).toEqual([]);
  });
});
