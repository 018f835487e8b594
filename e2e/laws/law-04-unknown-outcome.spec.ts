import { button, confirm, dialog, expectState, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 4: an outcome may be unknown. More kinds of lost answers are in e2e/hostile/answers.spec.ts and server.spec.ts.

const WHY = 'Agent rewrites its own policy';
const lost = /ERR_EMPTY_RESPONSE .*\/decision\//;

test('law 4: a toggle whose connection is lost, but that took effect, is told as engaged', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(lost);
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('toggle', 'offline-but-done');
  await toggle(page, 'engage', WHY);
  const open = dialog(page, 'engage');
  await expect(open.getByRole('alert')).toContainText(
    'Engaged. The reply was lost; the state was read back.',
  );
  await expect(open.getByRole('alert')).toContainText(/By you, .*Agent rewrites its own policy/);
  await expect(confirm(page, 'engage')).toBeHidden();
  await button(open, 'Close').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toHaveLength(1);
});
