import { tenants } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  lever,
  outageCard,
  reason,
} from '../support/console';
import { expect, test } from '../support/fixtures';

const down =
  /(ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET) .*\/(decision|audit|auth|guardian|assets\/inter-[^/]*)(\/|$)/;

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
  // The scripts that come after the levers are there.
  await expect(page.getByRole('region', { name: 'What Engage does' })).toBeVisible();
  await expect(button(page, 'Copy tenant ID')).toBeVisible();

  await server.stop();
  await page.clock.runFor(30_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 3\d s ago/);
  await page.clock.runFor(40_000);
  await expectState(page, /^Unknown — last confirmed Disengaged 7\d s ago/);
  await expect(badge(page)).toContainText('The server cannot be reached');
  await expect(page.getByText(/checked 7\d\ss\sago/)).toBeVisible();
  const card = outageCard(page);
  for (const words of [
    `curl -X POST '${server.origin}/decision/kill-switch/${tenants.acme.id}'`,
    `curl -X DELETE '${server.origin}/decision/kill-switch/${tenants.acme.id}'`,
    '-H "Authorization: Bearer $AEGIS_TOKEN"',
    `-H 'X-Tenant-ID: ${tenants.acme.id}'`,
    '1. Sign in',
    '2. Engage',
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
  await expect(dialog(page, 'engage')).toContainText('Not engaged so far');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  await expect(outageCard(page)).toBeHidden();
  expect(server.toggles()).toHaveLength(1);
});
