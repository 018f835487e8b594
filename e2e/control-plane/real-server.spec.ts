import {
  badge,
  compose,
  confirm,
  dialog,
  expectNotGreen,
  expectState,
  historyRows,
  toggle,
} from '../support/console';
import { expect, test } from './real-fixtures';

test('an operator engages and sees the agents stop, and they go on after the release [AEGIS-03, AEGIS-04, AEGIS-06]', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('ADMIN');
  await expectState(page, /^Disengaged/);
  await expect.poll(() => server.call()).toEqual({ status: 200, error: null });

  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged at .+ by you/);
  const effect = page.getByRole('region', { name: 'Effect' });
  await expect(effect).toContainText(/1 of 1 gateways? confirmed/);
  expect(await server.call()).toEqual({ status: 403, error: 'kill_switch_engaged' });
  await expect(historyRows(page).first()).toContainText('Ada Admin');
  // The sample agents go on asking, and are counted.
  await expect(effect).toContainText(/billing-agent: [1-9]\d* refused/, { timeout: 40_000 });

  await toggle(page, 'disengage', 'Loop removed');
  await expectState(page, /^Disengaged/);
  await expect.poll(() => server.call()).toEqual({ status: 200, error: null });
});

test('a server that is killed comes back engaged, with its row, and the page never shows green in between', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_CONNECTION_REFUSED/, /ERR_CONNECTION_RESET/, /ERR_EMPTY_RESPONSE/);
  await signIn('ADMIN');
  await toggle(page, 'engage', 'Before the power fails');
  await expectState(page, /^Engaged/);
  await server.kill();
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(page.getByRole('region', { name: 'If the API cannot be reached' })).toBeVisible({
    timeout: 40_000,
  });
  await expectNotGreen(page);

  await server.startAgain();
  expect((await server.call()).status).not.toBe(200);
  await expectState(page, /^Engaged/);
  await expect(badge(page)).toContainText('Before the power fails', { timeout: 40_000 });
  await expect(historyRows(page).first()).toContainText('Before the power fails');
});

test('of two operators the second one learns that the switch was toggled since, and keeps the reason', async ({
  page,
  server,
  signIn,
  browser,
  expectConsole,
}) => {
  expectConsole(/status of (409|412) .*\/decision\/kill-switch\//);
  await signIn('ADMIN');
  await toggle(page, 'engage', 'First');
  await expectState(page, /^Engaged/);
  await compose(page, 'disengage', 'I think it is over');

  const other = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB' });
  const second = await other.newPage();
  await signIn('SECURITY', second);
  await toggle(second, 'disengage', 'Released by Sam');
  await expectState(second, /^Disengaged/);
  await toggle(second, 'engage', 'And stopped again by Sam');
  await expectState(second, /^Engaged at .+ by you/);

  const release = confirm(page, 'disengage');
  if (await release.isEnabled()) await release.click();
  await expect(dialog(page, 'disengage')).toContainText(/sam\.security@acme\.example|Sam Security/, {
    timeout: 40_000,
  });
  await expect(dialog(page, 'disengage').getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'I think it is over',
  );
  expect((await server.call()).status).toBe(403);
  await other.close();
});

test('a break-glass engage on the server’s host is seen by the page, with the user of the host', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('ADMIN');
  await expectState(page, /^Disengaged/);
  expect(
    await server.command([
      'engage',
      '--tenant',
      'acme',
      '--reason',
      'The console is unreachable',
      '--confirm',
    ]),
  ).toBe(0);
  expect(await server.call()).toEqual({ status: 403, error: 'kill_switch_engaged' });
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expectState(page, /^Engaged at .+ by cli:/);
  await expect(badge(page)).toContainText('The console is unreachable');
});

test('a session that has ended keeps what was typed, and goes on after the sign-in', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 401 /);
  await signIn('ADMIN');
  await compose(page, 'engage', 'Typed before the session ended');
  expect(
    await server.command(
      ['user', 'password', '--tenant', 'acme', '--email', server.person('ADMIN').email],
      'another password',
    ),
  ).toBe(0);
  await confirm(page, 'engage').click();
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.getByLabel('Password').fill('another password');
  await ended.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Typed before the session ended');
  expect((await server.call()).status).toBe(200);
});
