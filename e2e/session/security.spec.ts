import { personas } from '../../mocks/seeds/personas';
import { expectState, historyRows, toggle } from '../support/console';
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
