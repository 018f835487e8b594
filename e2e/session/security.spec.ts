import { personas } from '../../mocks/seeds/personas';
import { badge, expectState, heading, historyRows, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

test('SECURITY engages and disengages as ADMIN does [AEGIS-08, AEGIS-12, AEGIS-13]', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('security');
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Kill Switch' }),
  ).toBeVisible();
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'Mail agent leaks addresses');
  await expectState(page, new RegExp(`^Engaged at .+ by you, ${personas.security.email}`));
  await toggle(page, 'disengage', 'Leak closed');
  await expectState(page, /^Disengaged/);
  await expect(historyRows(page).first()).toContainText('Leak closed');
  expect(server.toggles().map(({ method }) => method)).toEqual(['POST', 'DELETE']);
});

for (const [role, person] of [
  ['OWNER', 'admin'],
  ['SECURITY_ANALYST', 'security'],
] as const) {
  test(`the newer role ${role} may do the same`, async ({ page, server, signIn }) => {
    await server.backend.setRole(person, role);
    await signIn(person);
    await toggle(page, 'engage', 'Drill');
    await expectState(page, /^Engaged/);
    await expect(badge(page)).toContainText('Drill');
    await expect(page.getByRole('banner')).toContainText(role);
  });
}

test('the pages of one tenant are not for the administrator of another', async ({ page, server, signIn }) => {
  await signIn('otherAdmin');
  await expect(heading(page, 'Kill Switch')).toBeVisible();
  await expectState(page, /^Disengaged/);
  await expect(page.getByText('No kill-switch activations recorded.')).toBeVisible();
  const paths = server.switchRequests('GET').map(({ path }) => path);
  expect(new Set(paths)).toEqual(new Set([`/decision/kill-switch/${personas.otherAdmin.tenantId}`]));
});
