import { personas } from '../../mocks/seeds/personas';
import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { EMPTY, expectCount, filterBar, recordedRows, search, showToggles, toggleRows } from './history-page';

test('each filter works on what is loaded, says so, and stands in the address', async ({
  page,
  server,
  signIn,
}) => {
  const rows = await recordedRows(server);
  await signIn('auditor');
  await expectCount(page, 'Shown: all 8 toggles.');
  await showToggles(page);
  const bar = filterBar(page);
  const pages = () => server.backend.requests.filter(({ query }) => query['limit'] === '500');
  expect(pages()).toHaveLength(2);

  await bar.getByRole('combobox', { name: 'Action' }).selectOption('Engaged');
  await expectCount(page, '4 match, of all 8 toggles.');
  await expect(page).toHaveURL(/\?action=engage&view=toggles$/);
  await expect(toggleRows(page).filter({ hasText: 'Disengaged' })).toHaveCount(0);

  await search(page).pressSequentially(personas.security.id.slice(0, 8));
  await expectCount(page, '2 match, of all 8 toggles.');
  await expect(page).toHaveURL(new RegExp(`text=${personas.security.id.slice(0, 8)}&view=toggles$`));
  await expect(toggleRows(page)).toContainText(['Quarterly drill', 'Refund agent issues duplicate credits']);

  await search(page).fill('');
  await search(page).pressSequentially('DRILL quarter');
  await expectCount(page, '1 match, of all 8 toggles.');
  await expect(page).toHaveURL(/text=DRILL\+quarter/);
  // The caret stays where somebody types, and no key is lost.
  await search(page).press('Home');
  await search(page).pressSequentially('the ');
  await expect(search(page)).toHaveValue('the DRILL quarter');

  await expectCount(page, 'No match among all 8 toggles.');
  await expect(toggleRows(page)).toHaveCount(0);
  await expect(page.getByText(EMPTY)).toHaveCount(0);
  await expect(button(page, 'Export CSV')).toHaveAccessibleDescription('There is nothing to export.');

  await button(page, 'Clear filter').click();
  await expectCount(page, 'Shown: all 8 toggles.');
  await expect(page).toHaveURL(/\/history\?view=toggles$/);
  await expect(search(page)).toHaveValue('');
  await expect(button(page, 'Clear filter')).toHaveCount(0);

  // Days in UTC, both inclusive, though the service drops such filters.
  const day = rows[2]?.timestamp.slice(0, 10) ?? '';
  await bar.getByLabel('From (UTC)').fill(day);
  await expectCount(page, '4 match, of all 8 toggles.');
  await bar.getByLabel('To (UTC)').fill(day);
  await expectCount(page, '2 match, of all 8 toggles.');
  await expect(page).toHaveURL(new RegExp(`\\?from=${day}&to=${day}&view=toggles$`));
  await expect(toggleRows(page).nth(1)).toContainText('Quarterly drill');
  // Nothing was asked for again.
  expect(pages()).toHaveLength(2);

  // The link to a row in it, and back to the filter.
  await button(page, 'Details').first().click();
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}&row=${rows[2]?.id}`));
  await page.getByRole('link', { name: 'Link to this row' }).click();
  await expectCount(page, 'Shown: all 8 toggles.');
  await expect(page.getByRole('button', { name: 'Details', expanded: true })).toHaveCount(1);
  await page.goBack();
  await expectCount(page, '2 match, of all 8 toggles.');
  await expect(bar.getByLabel('From (UTC)')).toHaveValue(day);
  await page.reload();
  await expectCount(page, '2 match, of all 8 toggles.');
});
