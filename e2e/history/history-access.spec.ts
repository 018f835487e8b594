import { personas } from '../../mocks/seeds/personas';
import { button, heading, signInAs } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, recordedRows, rowLink, toggleRows } from './history-page';

test('an address with a filter and a row survives sign-in and reload', async ({ page, server }) => {
  const rows = await recordedRows(server);
  const drill = rows.find(({ metadata_json: { reason } }) => reason === 'Quarterly drill');
  const address = `${rowLink(drill?.id ?? '')}&action=engage&text=quarterly+drill`;
  const expectFiltered = async () => {
    await expectCount(page, '1 match, of all 8 toggles.');
    await expect(toggleRows(page)).toHaveCount(1);
    await expect(toggleRows(page)).toContainText('Quarterly drill');
    await expect(button(page, 'Details')).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('quarterly drill');
    await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('engage');
  };
  await page.goto(address);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signInAs(page, personas.auditor);
  await expectFiltered();
  await expect(page).toHaveURL(address);
  await page.reload();
  await expectFiltered();
  await expect(page).toHaveURL(address);
});
