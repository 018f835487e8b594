import {
  badge,
  button,
  confirm,
  dialog,
  expectNotGreen,
  expectState,
  reason,
  refresh,
  toggle,
} from '../support/console';
import { answered, spoilt } from './fault-table';
import { expect, test } from '../support/fixtures';

// What the person sees of each way to fail: on the status, and on the toggle. The server's words may say more.

const WHY = 'Agent posts customer data';
const noise = /(status of [45]\d\d|ERR_CONTENT_LENGTH_MISMATCH|ERR_EMPTY_RESPONSE) .*\/decision\//;

for (const fault of [...answered, ...spoilt]) {
  const { name, fate, words, says = '', quote = '' } = fault;

  test(`${name}: ${words}`, async ({ page, server, signIn, expectConsole }) => {
    expectConsole(noise);
    const { faults } = server.backend;
    await signIn();
    await expectState(page, /^Disengaged/);

    faults.set('status', name);
    await refresh(page);
    await expectState(page, /^Unknown — last confirmed Disengaged \d+ s ago/);
    await expectNotGreen(page);
    const asked = server.switchRequests('GET').at(-1)?.headers['x-request-id'];
    for (const text of [words, says, quote, `request ${asked}`])
      await expect(badge(page)).toContainText(text);
    faults.clear();
    await refresh(page);
    await expectState(page, /^Disengaged/);

    faults.set('toggle', name);
    await toggle(page, 'engage', WHY);
    const open = dialog(page, 'engage');
    const alert = open.getByRole('alert').filter({ hasText: words });
    await expect(alert).toBeVisible();
    const [sent, ...more] = server.toggles();
    for (const text of [says, quote, `request ${sent?.headers['x-request-id']}`])
      await expect(alert).toContainText(text);
    expect(more).toEqual([]);
    await expect(reason(open)).toHaveValue(WHY);
    await expect(alert).toContainText(
      fate === 'refused' ? 'Your reason is kept.' : 'The outcome is unknown.',
    );
    if (fate === 'lost') {
      const engaged = await server.backend.run((db) => Object.values(db.switches)[0]?.now.engaged);
      await expect(open).toContainText(`Read back: the state is ${engaged ? 'Engaged' : 'Disengaged'}`);
    } else {
      await expect(open).toContainText('Read back: nothing was changed, the state is Disengaged');
      await expect(confirm(page, 'engage')).toBeEnabled();
    }
  });
}

test('offline: The connection was lost', async ({ page, server, signIn, expectConsole }) => {
  expectConsole(noise);
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', 'offline');
  await refresh(page);
  await expectState(page, /^Unknown — last confirmed Disengaged/);
  await expect(badge(page)).toContainText('The server cannot be reached');
  await expect(badge(page)).toContainText(/unreachable · request [0-9a-f-]{36}/);
  server.backend.faults.set('toggle', 'offline');
  await toggle(page, 'engage', WHY);
  const alert = dialog(page, 'engage').getByRole('alert').filter({ hasText: 'The connection was lost' });
  await expect(alert).toContainText('The outcome is unknown.');
  await expect(dialog(page, 'engage')).toContainText('The state cannot be read');
  await expect(reason(page)).toHaveValue(WHY);
});

test('401: The session has ended, and the password is asked over the page', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 .*\/decision\//);
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('status', '401');
  await button(page, 'Refresh').click();
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
  await expect(badge(page)).toHaveText(/^Unknown — last confirmed Disengaged/);
  await expect(badge(page)).toContainText('The session has ended (401)');
});
