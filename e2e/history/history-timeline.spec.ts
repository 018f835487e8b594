import { expect, test } from '../support/fixtures';
import { timeline } from './history-page';

test.use({ seed: { engaged: true } });

test('the timeline is read by keyboard, by pointer, and as a table', async ({ page, signIn }) => {
  await signIn('auditor');
  const figure = timeline(page);
  const table = figure.getByRole('table', { name: 'Engaged times' });
  const marks = table.getByRole('row').filter({ hasNotText: /^From/ });
  await expect(figure.getByRole('radio', { name: '7 days' })).toBeChecked();
  await expect(marks).toHaveCount(3);
  await expect(marks.last().getByRole('cell').nth(1)).toHaveText('still open');
  await expect(marks.first()).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);

  const slider = figure.getByRole('slider', { name: 'Incident' });
  await expect(slider).toHaveText('Incident 3 of 3');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^Engaged .+, still open\. Reason: Agent deletes customer records outside its scope\.$/,
  );
  await slider.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuenow', '2');
  await expect(slider).toHaveAttribute('aria-valuetext', /, for 25 min\. Reason: Unexplained spend spike/);
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /, for 7 min\. Reason: Quarterly drill\.$/);
  await slider.press('ArrowLeft');
  await expect(slider).toHaveText('Incident 1 of 3');
  await slider.press('End');
  await expect(slider).toHaveText('Incident 3 of 3');

  // What is pointed at stands below the picture, for eyes only: the slider says it to screen readers.
  const words = figure.getByRole('paragraph', { includeHidden: true }).last();
  await expect(words).toContainText('still open');
  // The picture has no role: the figure around it is its name.
  const picture = figure.locator('svg').first();
  const { width = 0 } = (await picture.boundingBox()) ?? {};
  // Begun a day and 12 minutes ago, in a week.
  await picture.hover({ position: { x: width * (1 - 1_452 / 10_080) + 1, y: 30 } });
  await expect(words).toContainText('Reason: Unexplained spend spike on the billing agent.');
  await expect(slider).toHaveText('Incident 2 of 3');

  for (const [range, count] of [
    ['24 hours', 2],
    ['90 days', 4],
    ['All', 5],
  ] as const) {
    await figure.getByRole('radio', { name: range }).check();
    await expect(marks).toHaveCount(count);
    await expect(slider).toHaveText(`Incident ${count} of ${count}`);
    await expect(marks.last()).toContainText('still open');
  }
});
