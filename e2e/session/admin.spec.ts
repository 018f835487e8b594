import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  dialog,
  expectState,
  historyRows,
  lever,
  report,
  toggle,
  switchCell,
} from '../support/console';
import { expect, test } from '../support/fixtures';

const { admin } = personas;
const WHY = 'Billing agent refunds everybody';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an admin engages, sees it told everywhere, reloads, and disengages [AEGIS-02, AEGIS-18, AEGIS-32, AEGIS-33]', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  await expect(page).toHaveTitle(/^Disengaged · Kill Switch/);
  // The favicon has no role.
  const icon = page.locator('link[rel=icon]');
  const calmIcon = await icon.getAttribute('href');
  await expect(historyRows(page)).not.toHaveCount(0);
  const rows = await historyRows(page).count();

  await toggle(page, 'engage', WHY);
  await expect(dialog(page, 'engage')).toBeHidden();
  await expectState(page, /^Engaged at .+ by you, ada\.admin@acme\.example/);
  await expect(badge(page)).toContainText(WHY);
  await expect(badge(page)).toContainText(/for \d+ s/);
  await expect(badge(page).getByRole('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT.*Z$/);
  await expect(badge(page).getByRole('time')).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  await expect(switchCell(page)).toHaveText('Kill switch engaged. All agents are stopped.');
  await expect(page).toHaveTitle(/^ENGAGED · Kill Switch/);
  expect(await icon.getAttribute('href')).not.toBe(calmIcon);
  await expect(historyRows(page)).toHaveCount(rows + 1);
  await expect(historyRows(page).first()).toContainText('Engaged');
  await expect(historyRows(page).first()).toContainText(WHY);
  await expect(report(page)).toContainText('Accepted.');
  await expect(report(page)).toContainText('Confirmed: the switch is engaged.');
  await expect(report(page)).toContainText('Logged under your name, with your reason.');

  await page.reload();
  await expectState(page, /^Engaged at .+ by you/);
  await expect(historyRows(page).first()).toContainText(WHY);
  await expect(lever(page, 'engage')).toHaveAccessibleDescription('Already engaged.');

  await toggle(page, 'disengage', 'Refund rule fixed');
  await expectState(page, /^Disengaged/);
  await expect(switchCell(page)).toHaveText('Kill switch disengaged');
  await expect(historyRows(page).first()).toContainText('Refund rule fixed');

  const [engage, disengage, ...more] = server.toggles();
  expect(more).toEqual([]);
  for (const request of [engage, disengage]) {
    expect(request?.path).toBe(`/decision/kill-switch/${admin.tenantId}`);
    expect(request?.query).toEqual({});
    expect(request?.headers['x-tenant-id']).toBe(admin.tenantId);
    expect(request?.headers['x-request-id']).toMatch(UUID);
  }
  expect(engage).toMatchObject({ method: 'POST', body: { action: 'engage', reason: WHY } });
  expect(disengage).toMatchObject({ method: 'DELETE', body: { reason: 'Refund rule fixed' } });
  expect(engage?.headers['x-request-id']).not.toBe(disengage?.headers['x-request-id']);
  // A bearer while the page holds a token; after a reload the cookie alone is the session.
  expect(engage?.headers['authorization']).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  expect(disengage?.headers['authorization']).toBeUndefined();
  expect(disengage?.headers['cookie']).toMatch(/acp_token=/);
});
