import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  historyRows,
  lever,
  refresh,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';

test('what one operator does, the other one sees as not their own', async ({
  page,
  newBrowser,
  server,
  signIn,
}) => {
  const desk = await (await newBrowser()).newPage();
  await signIn('admin');
  await signIn('security', { page: desk });
  await expectState(page, /^Disengaged/);
  await expectState(desk, /^Disengaged/);

  await toggle(desk, 'engage', 'Sam saw it first');
  await expectState(desk, /^Engaged at .+ by you/);
  await refresh(page);
  await expectState(page, new RegExp(`^Engaged at .+ by ${personas.security.email}`));
  await expect(page.getByText('Engaged, not by this console')).toBeVisible();
  await expect(historyRows(page).first()).toContainText('Sam saw it first');

  await toggle(page, 'disengage', 'Ada fixed it');
  await expectState(page, /^Disengaged/);
  await expect(page.getByText('Engaged, not by this console')).toBeHidden();
  await refresh(desk);
  await expectState(desk, /^Disengaged/);
  await expect(desk.getByText('Disengaged again, not by this console')).toBeVisible();
  await expect(desk.getByText('Ada fixed it').first()).toBeVisible();
  expect(server.toggles()).toHaveLength(2);
});

test('both confirm at the same moment: one engages, the other learns who did', async ({
  page,
  newBrowser,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/decision\//);
  const desk = await (await newBrowser()).newPage();
  await signIn('admin');
  await signIn('security', { page: desk });
  await compose(page, 'engage', 'Ada’s reason');
  await compose(desk, 'engage', 'Sam’s reason');
  await Promise.all([confirm(page, 'engage').click(), confirm(desk, 'engage').click()]);
  await expectState(page, /^Engaged/);
  await expectState(desk, /^Engaged/);
  const late = (await dialog(page, 'engage').isVisible()) ? page : desk;
  await expect(dialog(late, 'engage')).toContainText('The state had already changed (409)');
  await expect(dialog(late, 'engage')).toContainText('The kill switch is engaged already');
  await button(dialog(late, 'engage'), 'Close').click();
  await expect(badge(late)).toContainText(late === page ? 'Sam’s reason' : 'Ada’s reason');
  expect(server.toggles()).toHaveLength(2);
});

test('two tabs of one browser share the session, not the dialog', async ({
  page,
  context,
  server,
  signIn,
}) => {
  await signIn('admin');
  const tab = await context.newPage();
  await tab.goto('/kill-switch');
  await expectState(tab, /^Disengaged/);
  await compose(page, 'engage', 'From the first tab');
  await expect(dialog(tab, 'engage')).toBeHidden();
  await toggle(tab, 'engage', 'From the second tab');
  await expectState(tab, /^Engaged at .+ by you/);
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(dialog(page, 'engage')).toContainText('The kill switch is engaged already');
  await expect(dialog(page, 'engage')).toContainText('From the second tab');
  await button(dialog(page, 'engage'), 'Close').click();
  await expect(lever(page, 'disengage')).toBeEnabled();
  expect(server.toggles()).toHaveLength(1);
});
