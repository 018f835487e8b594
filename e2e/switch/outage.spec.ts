import { tenants } from '../../mocks/seeds/personas';
import {
  badge,
  compose,
  confirm,
  dialog,
  expectState,
  heading,
  lever,
  outageCard,
  reason,
} from '../support/console';
import { expect, test } from '../support/fixtures';

const down =
  /(ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET) .*\/(decision|audit|auth|guardian)\//;

test('the server really stops: what is known grows old, what to do is told; it comes back by itself [AEGIS-05, AEGIS-47]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect(outageCard(page)).toBeHidden();

  await server.stop();
  await page.clock.runFor(30_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 3\d s ago/);
  await page.clock.runFor(40_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 7\d s ago/);
  await expect(badge(page)).toContainText('The server cannot be reached');
  await expect(page.getByText(/checked 7\d s ago/)).toBeVisible();
  const card = outageCard(page);
  for (const words of [
    `curl -X POST '${server.origin}/decision/kill-switch/${tenants.acme.id}'`,
    `curl -X DELETE '${server.origin}/decision/kill-switch/${tenants.acme.id}'`,
    '-H "Authorization: Bearer $AEGIS_TOKEN"',
    `-H 'X-Tenant-ID: ${tenants.acme.id}'`,
    '{"action":"engage","reason":"WHY"}',
    'load balancer',
    'ProgramData\\Exacta\\KILL',
    'EmergencyStop',
  ]) {
    await expect(card).toContainText(words);
  }
  const token = server.switchRequests('GET')[0]?.headers['authorization']?.split('.').at(-1) ?? 'none';
  expect(token.length).toBeGreaterThan(20);
  expect(await card.textContent()).not.toContain(token);

  await expect(lever(page, 'engage')).toBeEnabled();
  await expect(lever(page, 'disengage')).toBeDisabled();
  await compose(page, 'engage', 'Stop, whatever it takes');
  await confirm(page, 'engage').click();
  await expect(dialog(page, 'engage')).toContainText('The connection was lost');
  await expect(dialog(page, 'engage')).toContainText('The outcome is unknown.');
  await expect(reason(page)).toHaveValue('Stop, whatever it takes');
  expect(server.toggles()).toEqual([]);

  await server.start();
  await page.clock.runFor(6_000);
  await expect(dialog(page, 'engage')).toContainText('Read back: the state is Disengaged');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await expect(outageCard(page)).toBeHidden();
  expect(server.toggles()).toHaveLength(1);
});

test('a first load while only the API is down says so, and comes up when the API does', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(down);
  await page.clock.install();
  await signIn();
  server.backend.faults.set('any', 'offline');
  await page.goto('/kill-switch');
  await expect(heading(page, 'Kill Switch')).toBeVisible();
  await expectState(page, /^Unknown — never confirmed/);
  await expect(outageCard(page)).toBeVisible();
  await expect(lever(page, 'engage')).toBeEnabled();
  server.backend.faults.clear();
  await page.clock.runFor(5_500);
  await expectState(page, /^Disengaged/);
  await expect(outageCard(page)).toBeHidden();
});

test('with the server gone before anybody signed in, the sign-in page tells the way round', async ({
  page,
  server,
  expectConsole,
}) => {
  expectConsole(down);
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await server.stop();
  await page.getByRole('textbox', { name: 'Tenant ID' }).fill(tenants.acme.id);
  await page.getByRole('textbox', { name: 'Email' }).fill('ada.admin@acme.example');
  await page.getByLabel('Password').fill('x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached');
  await expect(outageCard(page)).toContainText(`/decision/kill-switch/${tenants.acme.id}`);
});
