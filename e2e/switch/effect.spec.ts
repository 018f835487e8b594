import { dataOf } from '../../mocks/db';
import { personas, tenants } from '../../mocks/seeds/personas';
import { compose, confirm, dialog, expectState, report, signInAs, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectLooks } from '../screen/looks';

// Agents call through three gateways, made of the same rules as the real ones.
test.use({ backendOptions: { agents: true } });

test('a person signs in by the tenant’s name, engages, and sees which gateways refuse and what slipped through [AEGIS-46]', async ({
  page,
  server,
}) => {
  server.backend.faults.set('status', 'gateway-silent');
  await page.goto('/');
  await signInAs(page, { ...personas.admin, tenantId: 'acme' });
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText('acme');

  const effect = page.getByRole('region', { name: 'Effect' });
  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged/);
  await expect(effect).toContainText('2 of 3 gateways confirmed.');
  await expect(report(page)).toContainText('2 of 3 gateways confirmed.');
  await expect(effect).toContainText(
    /gateway-b: silent since \d\d:\d\d:\d\d UTC; it refuses all calls by itself/,
  );
  await expectLooks(page, 'effect, one silent');

  server.backend.faults.clear();
  await expect(effect).toContainText(/3 of 3 gateways confirmed in \d+(\.\d)? m?s\./);
  await expect(report(page)).toContainText('3 of 3 gateways confirmed in ');
  await expect(effect).toContainText(
    /\d+ calls? (was|were) allowed after the engage, before every gateway knew/,
  );
  await effect.getByText('Show them').click();
  await expect(effect).toContainText(/UTC at gateway-[abc], request /);
  await effect.getByText('By agent').click();
  await expect(effect).toContainText(/inbox-agent: \d+ refused/);
  await expectLooks(page, 'effect, confirmed');
});

test('a Disengage names the epoch that its dialog opened with, and says what was refused since', async ({
  page,
  server,
  signIn,
}) => {
  await signIn();
  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged/);
  const effect = page.getByRole('region', { name: 'Effect' });
  await expect(effect).toContainText('3 of 3 gateways confirmed');
  server.advance(20_000);
  const epoch = await server.backend.run((db) => dataOf(db, tenants.acme.id).switchState.epoch);
  await compose(page, 'disengage', 'Fixed');
  await expect(dialog(page, 'disengage')).toContainText(/\d+ agents’ calls: .*inbox-agent \d+/);
  const sent = page.waitForRequest((request) => request.method() === 'DELETE');
  await confirm(page, 'disengage').click();
  expect((await sent).headers()['if-match']).toBe(`"${epoch}"`);
  await expectState(page, /^Disengaged/);
});
