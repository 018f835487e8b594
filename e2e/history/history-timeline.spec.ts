import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, filterBar, range, timeline } from './history-page';

test.use({ seed: { engaged: true } });

test('the timeline follows the filter, is stepped through by keyboard, and its days are chosen', async ({
  page,
  signIn,
}) => {
  await signIn('auditor');
  const figure = timeline(page);
  const table = figure.getByRole('table', { name: 'Engaged times' });
  const marks = table.getByRole('row').filter({ hasNotText: /^From/ });
  await expect(marks).toHaveCount(5);
  await range(page, '7 d').click();
  await expect(marks).toHaveCount(3);
  await expect(marks.last().getByRole('cell').nth(1)).toHaveText('still open');
  await expect(marks.first()).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);

  // The latest incident is selected.
  const words = figure.getByText(/^Incident \d/).locator('..');
  await expect(words).toHaveText(
    /^Incident 3 of 3\. Engaged .+, still open\. Reason: Agent deletes customer records outside its scope\.$/,
  );
  const previous = button(figure, 'Previous incident');
  await previous.press('Enter');
  await expect(words).toHaveText(/^Incident 2 of 3\. .+, for 25 min\. Reason: Unexplained spend spike/);
  await previous.press('Enter');
  await expect(words).toHaveText(/^Incident 1 of 3\. .+, for 7 min\. Reason: Quarterly drill\.$/);
  await expect(previous).toHaveAccessibleDescription('This is the first incident in this time.');
  await button(figure, 'Next incident').press('Enter');
  await expect(words).toHaveText(/^Incident 2 of 3\./);

  // The picture has no role: the figure around it is its name.
  const picture = figure.locator('svg').first();
  const { width = 0 } = (await picture.boundingBox()) ?? {};
  // Begun a day and 12 minutes ago, in a week.
  const position = { x: width * (1 - 1_452 / 10_080) + 1, y: 30 };
  await button(figure, 'Next incident').press('Enter');
  await picture.hover({ position });
  await expect(words).toContainText('Reason: Unexplained spend spike on the billing agent.');

  // The day below the picture is the day in it: both lead to the same filter.
  await picture.click({ position });
  await expect(page.getByRole('status', { name: 'Answer' })).toContainText(': engaged 25 min of 24 h, by');
  const from = filterBar(page).getByLabel('From (UTC)');
  const day = await from.inputValue();
  await expect(filterBar(page).getByLabel('To (UTC)')).toHaveValue(day);
  await expectCount(page, '2 match, of all 9 toggles.');
  await range(page, '7 d').click();
  await expect(from).toHaveValue('');
  const name = new Date(day).toUTCString().replace(/^(\w+), 0?(\d+) (\w+ \d+) .*/, 'Show $1 $2 $3');
  await button(figure, name).press('Enter');
  await expect(from).toHaveValue(day);
  await expect(page).toHaveURL(new RegExp(`\\?from=${day}&to=${day}$`));
});
