import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  expectState,
  heading,
  historyRows,
  refresh,
  signInAs,
  toggle,
} from '../support/console';
import { expect, openPanel, test } from './demo-fixtures';

// The faults that the tests set, and the session that they end.
test.beforeEach(({ expectConsole }) =>
  expectConsole(/status of 503 .*\/decision\//, /status of 401 .*\/(decision|audit|guardian)\//),
);

test('the demo signs in, engages, keeps its state over a reload and shares it between tabs', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signInAs(page, personas.admin);
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'Shown to a visitor');
  await expectState(page, /^Engaged at .+ by you/);
  await expect(historyRows(page).first()).toContainText('Shown to a visitor');
  await page.reload();
  await expectState(page, /^Engaged at .+ by you/);

  const tab = await context.newPage();
  await tab.goto('/kill-switch');
  await expectState(tab, /^Engaged/);
  await toggle(tab, 'disengage', 'Shown in another tab');
  await expectState(tab, /^Disengaged/);
  await refresh(page);
  await expectState(page, /^Disengaged/);
  await expect(page.getByText('Someone else disengaged the switch')).toBeVisible();
});

test('a visitor enters as a person with one click, and finds nothing of the demo’s entrance behind it', async ({
  page,
}) => {
  await page.goto('/history');
  await expect(heading(page, 'Sign in')).toBeVisible();
  const entrance = page.getByRole('region', { name: 'This is a demo' });
  await expect(entrance.getByRole('button')).toHaveCount(Object.keys(personas).length);
  await button(entrance, 'Enter as Ada, ADMIN').click();
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText(personas.admin.email);
  await expect(entrance).toBeHidden();
});

test('its panel switches the person, plays the second operator, and makes requests fail', async ({
  page,
}) => {
  await page.goto('/');
  const panel = await openPanel(page);
  await panel.getByLabel('Be').selectOption('security');
  await button(panel, 'Switch person').click();
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText(personas.security.email);

  await openPanel(page);
  await button(panel, 'Engage as second operator').click();
  await expect(panel.getByRole('status')).toContainText('Ada Admin engaged.');
  await refresh(page);
  await expectState(page, new RegExp(`^Engaged at .+ by ${personas.admin.email}`));

  await panel.getByLabel('Requests').selectOption('status');
  await panel.getByLabel('Fault').selectOption('503');
  await button(panel, 'Set fault').click();
  await refresh(page);
  await expectState(page, /^Unknown — last confirmed Engaged/);
  await page.reload();
  await expectState(page, /^Unknown — not confirmed yet/);
  await openPanel(page);
  await button(panel, 'Remove status:503').click();
  await refresh(page);
  await expectState(page, /^Engaged/);

  await button(panel, 'Expire session now').click();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
});

test('a fault can be set by the address, and a wrong one is told', async ({ page }) => {
  await page.goto('/?fault=status:503');
  await signInAs(page, personas.admin);
  await expect(badge(page)).toContainText('Unknown — not confirmed yet');
  await page.goto('/?fault=nonsense');
  await expect(page.getByRole('region', { name: 'Demo controls' })).toContainText('Unknown fault "nonsense"');
});
