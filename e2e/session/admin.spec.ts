import { personas, tenants } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  engagedBanner,
  expectState,
  historyRows,
  lever,
  reason,
  refresh,
  report,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';

const { admin, security } = personas;
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
  await expect(badge(page).getByRole('time')).toContainText(/UTC \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)/);
  await expect(engagedBanner(page)).toBeVisible();
  await expect(page).toHaveTitle(/^ENGAGED · Kill Switch/);
  expect(await icon.getAttribute('href')).not.toBe(calmIcon);
  await expect(historyRows(page)).toHaveCount(rows + 1);
  await expect(historyRows(page).first()).toContainText('Engaged');
  await expect(historyRows(page).first()).toContainText(WHY);
  await expect(report(page)).toContainText('Read back: the state is Engaged.');
  await expect(report(page)).toContainText('The audit log names you as the operator.');
  await expect(report(page)).toContainText('The audit log recorded your reason.');

  await page.reload();
  await expectState(page, /^Engaged at .+ by you/);
  await expect(historyRows(page).first()).toContainText(WHY);
  await expect(lever(page, 'engage')).toHaveAccessibleDescription('It is engaged already.');

  await toggle(page, 'disengage', 'Refund rule fixed');
  await expectState(page, /^Disengaged/);
  await expect(engagedBanner(page)).toBeHidden();
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

test('the engage dialog tells the consequences and reads the state afresh', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  const before = server.switchRequests('GET').length;
  await lever(page, 'engage').click();
  const open = dialog(page, 'engage');
  for (const words of [
    `Stops all agents of tenant ${tenants.acme.id}`,
    'within 5 seconds',
    '/execute calls get 403',
    'Calls already past stage 0 complete',
    'Quarantined agents are not touched',
    'quarantine one agent, or revoke one user',
    'Now: Disengaged, last confirmed',
  ]) {
    await expect(open).toContainText(words);
  }
  await expect(reason(open)).toHaveAttribute('required', '');
  await expect.poll(() => server.switchRequests('GET').length).toBeGreaterThan(before);
});

test('a reason that shows nothing, or is too long, is stopped in the form [AEGIS-51]', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('admin');
  await lever(page, 'engage').click();
  const open = dialog(page, 'engage');
  for (const nothing of ['', '   \n ', '\u200B\u2060\u00AD\u3164\u2800']) {
    await reason(page).fill(nothing);
    await confirm(page, 'engage').click();
    await expect(open.getByRole('alert')).toContainText('Enter a reason with at least one visible character');
    await expect(reason(page)).toHaveAttribute('aria-invalid', 'true');
  }
  await reason(page).fill('é'.repeat(501));
  await expect(open).toContainText('501 of 500');
  await confirm(page, 'engage').click();
  await expect(open.getByRole('alert')).toContainText('Shorten the reason by 1 to at most 500 characters.');
  expect(server.toggles()).toEqual([]);

  const longest = '🛑'.repeat(500);
  await reason(page).fill(longest);
  await expect(open).toContainText('500 of 500');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  expect(server.toggles()).toMatchObject([{ body: { reason: longest } }]);
});

test('the strip counts the five seconds of propagation down [AEGIS-46]', async ({ page, signIn }) => {
  await page.clock.install();
  await signIn('admin');
  await toggle(page, 'engage', WHY);
  await expect(report(page)).toContainText(/Reaching the gateway workers: [345] s\./);
  await page.clock.runFor(5_000);
  await expect(report(page)).toContainText('Every gateway worker has had time to see it.');
  await expect(report(page)).toContainText('Requests already in flight may still finish.');
  await button(report(page), 'Close this report').click();
  await expect(report(page)).toBeHidden();
});

test.describe('while engaged by somebody else', () => {
  test.use({ seed: { engaged: true } });

  test('the disengage dialog first shows who engaged, when and why', async ({ page, signIn }) => {
    await signIn('admin');
    await expectState(page, /^Engaged/);
    await compose(page, 'disengage', '');
    const open = dialog(page, 'disengage');
    await expect(open).toContainText(security.email);
    await expect(open.getByRole('time')).toBeVisible();
    await expect(open).toContainText('Agent deletes customer records outside its scope');
    await expect(open).toContainText('Quarantined agents stay quarantined');
    await button(open, 'Cancel').click();
    await refresh(page);
    await expectState(page, /^Engaged/);
  });
});

test.describe('with no history', () => {
  test.use({ seed: { seed: 'none' } });

  test('the history says that nothing was ever recorded [AEGIS-42, AEGIS-43]', async ({ page, signIn }) => {
    await signIn('admin');
    await expect(page.getByText('No kill-switch activations recorded.')).toBeVisible();
    await expect(page.getByText(/^Healthy\. The audit chain/)).toBeVisible();
  });
});
