import {
  badge,
  button,
  dialog,
  expectNotGreen,
  expectState,
  reason,
  refresh,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// The ways to fail that a browser has a part in: how it reads a body that breaks off, an empty one, none, a page. All faults and
// their words are tested in src/features/kill-switch/faults.test.tsx.

const WHY = 'Agent posts customer data';
const noise = /(status of [45]\d\d|ERR_CONTENT_LENGTH_MISMATCH|ERR_EMPTY_RESPONSE) .*\/decision\//;

const spoilt = [
  ['html', 'A web page came instead of an answer'],
  ['502-html', 'The server is not available (502)'],
  ['truncated', 'The answer broke off'],
  ['empty-body', 'The answer broke off'],
  ['204', 'The answer broke off'],
] as const;

for (const [name, words] of spoilt) {
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
    for (const text of [words, `request ${asked}`]) await expect(badge(page)).toContainText(text);
    faults.clear();
    await refresh(page);
    await expectState(page, /^Disengaged/);

    faults.set('toggle', name);
    await toggle(page, 'engage', WHY);
    const open = dialog(page, 'engage');
    const alert = open.getByRole('alert').filter({ hasText: words });
    await expect(alert).toBeVisible();
    const [sent, ...more] = server.toggles();
    await expect(alert).toContainText(`request ${sent?.headers['x-request-id']}`);
    await expect(alert).toContainText('The outcome is unknown.');
    expect(more).toEqual([]);
    await expect(reason(open)).toHaveValue(WHY);
    const engaged = await server.backend.run((db) => Object.values(db.switches)[0]?.now.engaged);
    await expect(open).toContainText(`Read back: the state is ${engaged ? 'Engaged' : 'Disengaged'}`);
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
