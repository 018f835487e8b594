import type { Page } from '@playwright/test';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  lever,
  refresh,
  report,
  toggle,
} from '../support/console';
import { holdBack } from '../support/hold-back';
import { expect, test } from '../support/fixtures';

// What comes in another order than it was asked in, and what is done twice. More of it: law-03, law-07, two-operators.

/** A poll, without a button that waits for its end. */
const poke = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));

test('of two readings that cross, the newer one counts', async ({
  page,
  context,
  hostile,
  server,
  signIn,
}) => {
  const line = holdBack('GET /decision/');
  const raw = await hostile(line.table);
  await signIn('admin', raw);
  await expectState(page, /^Disengaged/);
  line.hold(true);
  await poke(page);
  await expect.poll(() => line.held.length).toBe(1);
  // The old answer, “disengaged”, is on its way when somebody else engages; a click is a newer question.
  await server.backend.toggleAs('security', 'engage', 'Sam saw it');
  line.hold(false);
  await button(page, 'Refresh').click();
  const other = await context.newPage();
  await other.goto(raw.origin);
  await expectState(other, /^Engaged/);
  line.release();
  await refresh(page);
  await expectState(page, /^Engaged/);
});

test('a toggle’s own answer that comes after the next reading changes nothing', async ({
  page,
  hostile,
  server,
  signIn,
}) => {
  const line = holdBack('POST /decision/');
  await signIn('admin', await hostile(line.table));
  line.hold(true);
  await toggle(page, 'engage', 'Agent floods the ticket queue');
  await expect.poll(() => line.held.length).toBe(1);
  // Read back by a poll before its own answer is there; then undone by somebody else.
  await poke(page);
  await expectState(page, /^Engaged/);
  await server.backend.toggleAs('security', 'disengage', 'False alarm');
  await poke(page);
  await expectState(page, /^Disengaged/);
  await server.backend.toggleAs('security', 'engage', 'No, it is true');
  line.release();
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('Confirmed: the switch is engaged.');
  expect(server.toggles()).toHaveLength(1);
});

test('clicks, double clicks and a held Enter on everything, in both directions, send one each', async ({
  page,
  server,
  signIn,
}) => {
  await signIn();
  for (const [action, after] of [
    ['engage', /^Engaged/],
    ['disengage', /^Disengaged/],
  ] as const) {
    // The opener is hit twice, and so is what appears in its place.
    await lever(page, action).dblclick();
    await dialog(page, action).getByRole('textbox', { name: 'Reason' }).fill('Twice is once');
    await confirm(page, action).dblclick();
    await expectState(page, after);
    await expect(dialog(page, action)).toBeHidden();
  }
  expect(server.toggles().map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  await expect(lever(page, 'engage')).toBeEnabled();
  await compose(page, 'engage', 'Held down');
  // What the toggle does not do can be unfolded on the way.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(confirm(page, 'engage')).toBeFocused();
  for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expectState(page, /^Engaged/);
  for (const key of ['Enter', ' ', 'Enter']) await page.keyboard.press(key);
  await expect(dialog(page, 'disengage')).toBeHidden();
  expect(server.toggles()).toHaveLength(3);
});

test('two tabs and two operators who all confirm at once: one engages, nobody is told otherwise', async ({
  page,
  context,
  newBrowser,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 409 .*\/decision\//);
  await signIn('admin');
  const tab = await context.newPage();
  await tab.goto('/');
  const desk = await (await newBrowser()).newPage();
  await signIn('security', { page: desk });
  const all = [page, tab, desk];
  for (const [index, one] of all.entries()) {
    // A tab that is behind another draws nothing, and a click waits for that.
    await one.bringToFront();
    await compose(one, 'engage', `Reason of number ${index + 1}`);
    await confirm(one, 'engage').focus();
  }
  // None is answered before all are sent: the tabs of one browser tell each other at once.
  server.backend.faults.set('toggle', 'slow');
  await Promise.all(all.map((one) => one.keyboard.press('Enter')));
  await expect.poll(() => server.toggles().length).toBe(3);
  server.backend.faults.set('toggle', null);
  server.release();
  for (const one of all) await expectState(one, /^Engaged/);
  const open = await Promise.all(all.map((one) => dialog(one, 'engage').isVisible()));
  expect(open.filter(Boolean)).toHaveLength(2);
  for (const one of all.filter((_, index) => open[index])) {
    await expect(dialog(one, 'engage')).toContainText('Already engaged');
    await one.bringToFront();
    await button(dialog(one, 'engage'), 'Close').click();
  }
  expect(server.toggles()).toHaveLength(3);

  // What one of them lifts, the others hear of by their own reading, and their dialogs stop.
  await page.bringToFront();
  await compose(page, 'disengage', 'The cause is gone');
  await compose(desk, 'disengage', 'I want it, too');
  await confirm(desk, 'disengage').click();
  await expectState(desk, /^Disengaged/);
  await poke(page);
  await expect(dialog(page, 'disengage')).toContainText('The state changed while this dialog was open');
  await expect(badge(page)).toHaveText(/^Disengaged/);
  expect(server.toggles()).toHaveLength(4);
});
