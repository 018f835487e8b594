import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectNotGreen,
  expectState,
  historyRows,
  lever,
  reason,
  report,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// The server is killed and comes back, on its own port, at each step of a toggle.

const WHY = 'Agent moves money';
const down = /(ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE) /;
/** Until the next reading, whatever the last one was: 30 s after a success, 5 s after a failure. */
const NEXT_READING_MS = 30_500;

const steps = [
  'before the dialog opens',
  'while the dialog is open',
  'while the request is on its way, not done',
  'while the request is on its way, done',
  'after it was accepted, before it is read back',
] as const;

test('the server is killed at each step of a toggle, and comes back', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down);
  const { faults } = server.backend;
  await page.clock.install();
  await signIn();
  // Proof and the history are a script of their own, which a server that is down cannot give.
  await expect(historyRows(page).first()).toBeVisible();
  for (const step of steps) {
    await test.step(step, async () => {
      const why = `${WHY} ${step}`;
      const sent = server.toggles().length;
      await expectState(page, /^Disengaged/);

      if (step === steps[0]) {
        await server.stop();
        await page.clock.runFor(NEXT_READING_MS);
        await expectState(page, /^Unknown — last confirmed Disengaged/);
      }
      await compose(page, 'engage', why);
      if (step === steps[1]) await server.stop();
      if (step === steps[2]) faults.set('toggle', 'hang');
      if (step === steps[3]) faults.set('toggle', 'hang-but-done');
      if (step === steps[4]) faults.set('status', 'hang');
      await confirm(page, 'engage').click();
      if (step === steps[2] || step === steps[3]) {
        await expect(button(page, 'Sending…')).toBeVisible();
        await expect.poll(() => server.toggles().length).toBe(sent + 1);
        await server.stop();
      }
      if (step === steps[4]) {
        await expect(dialog(page, 'engage')).toBeHidden();
        await server.stop();
        await expectState(page, /^Unknown — last confirmed Disengaged/);
        await expect(report(page)).toContainText('The state could not be read back yet');
      } else {
        await expect(dialog(page, 'engage')).toContainText('The outcome is unknown.');
        await expect(reason(page)).toHaveValue(why);
      }
      await page.clock.runFor(3_000);
      await expectNotGreen(page);

      faults.clear();
      await server.start();
      await page.clock.runFor(6_000);
      const done = step === steps[3] || step === steps[4];
      await expectState(page, done ? /^Engaged/ : /^Disengaged/);
      if (!done) {
        await expect(dialog(page, 'engage')).toContainText('Not engaged so far');
        await expect(reason(page)).toHaveValue(why);
        await confirm(page, 'engage').click();
        await expectState(page, /^Engaged/);
      } else if (step === steps[3]) {
        await expect(dialog(page, 'engage')).toContainText('Engaged. The reply was lost');
        await button(dialog(page, 'engage'), 'Close').click();
      } else {
        await expect(report(page)).toContainText('Confirmed: the switch is engaged.');
      }
      // Where the server was gone nothing can have arrived; and nothing is made up for later.
      const arrived = { [steps[2]]: 2 }[step as string] ?? 1;
      expect(server.toggles().length - sent).toBe(arrived);
      await compose(page, 'disengage', 'On to the next step');
      await confirm(page, 'disengage').click();
      await expect(dialog(page, 'disengage')).toBeHidden();
    });
  }
});

test('a server that comes and goes all the time never makes the page green on credit, nor send', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down, /status of 401 /);
  await page.clock.install();
  await signIn();
  await compose(page, 'engage', WHY);
  for (let turn = 0; turn < 4; turn += 1) {
    await server.stop();
    await page.clock.runFor(NEXT_READING_MS);
    await expectState(page, /^Unknown — last confirmed Disengaged/);
    await server.start();
    await page.clock.runFor(6_000);
    await expectState(page, /^Disengaged/);
    await expect(reason(page)).toHaveValue(WHY);
  }
  expect(server.toggles()).toEqual([]);
  // What was known of a session that has ended meanwhile is not known for longer than anything else.
  await server.backend.expireSessions();
  await page.clock.runFor(47_000);
  await expect(badge(page)).toHaveText(/^Unknown/);
  await expect(lever(page, 'engage')).toBeAttached();
  await expect(reason(page)).toHaveValue(WHY);
});
