import { personas } from '../../mocks/seeds/personas';
import { addControlPlane, TENANT_NAME, type Reported } from '../support/control-plane';
import { compose, confirm, dialog, expectState, report, signInAs, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectLooks } from '../screen/looks';

const allow = { gateway: 'eu-2', agent: 'billing-agent', tool: 'issue_refund' };

test('a person signs in by the tenant’s name, engages, and sees which gateways refuse and what slipped through [AEGIS-46]', async ({
  page,
}) => {
  const reported: Reported = {
    gateways: { 'eu-1': 'confirmed', 'eu-2': 'pending', 'us-1': 'confirmed' },
    denied: { 'billing-agent': 209, 'inbox-agent': 5 },
  };
  await addControlPlane(page, reported);
  await page.goto('/');
  await signInAs(page, { ...personas.admin, tenantId: TENANT_NAME });
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText(TENANT_NAME);

  const effect = page.getByRole('region', { name: 'Effect' });
  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged/);
  await expect(effect).toContainText('2 of 3 gateways confirmed.');
  await expect(effect).toContainText('eu-2: not confirmed yet');
  await expect(report(page)).toContainText('2 of 3 gateways confirmed.');
  await expectLooks(page, 'effect, pending');

  reported.gateways['eu-2'] = 'confirmed';
  reported.leaked = [{ ...allow, request_id: 'r-77', allowed_at: new Date().toISOString() }];
  await expect(effect).toContainText('3 of 3 gateways confirmed in 180 ms.');
  await expect(report(page)).toContainText('3 of 3 gateways confirmed in 180 ms.');
  await expect(effect).toContainText('1 call was allowed after the engage, before every gateway knew.');
  await effect.getByText('Show them').click();
  await expect(effect).toContainText('billing-agent: issue_refund');
  await effect.getByText('By agent').click();
  await expect(effect).toContainText('billing-agent: 209 refused');
  await expectLooks(page, 'effect, confirmed');
});

test('a Disengage names the epoch that its dialog opened with, and says what was refused since', async ({
  page,
  signIn,
}) => {
  await addControlPlane(page, { gateways: { 'eu-1': 'confirmed' }, denied: { 'billing-agent': 209 } });
  await signIn();
  await toggle(page, 'engage', 'Refund loop');
  await expectState(page, /^Engaged/);
  await compose(page, 'disengage', 'Fixed');
  await expect(dialog(page, 'disengage')).toContainText('209 agents’ calls: billing-agent 209');
  const sent = page.waitForRequest((request) => request.method() === 'DELETE');
  await confirm(page, 'disengage').click();
  expect((await sent).headers()['if-match']).toBe('"8"');
  await expectState(page, /^Disengaged/);
});
