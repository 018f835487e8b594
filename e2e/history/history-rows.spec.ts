import { personas } from '../../mocks/seeds/personas';
import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  chainReport,
  EMPTY,
  expectCount,
  openDetails,
  openFromSidebar,
  recordedRows,
  rowLink,
  toggleRows,
} from './history-page';

const main = 'main';

test('the page answers when, by whom, for how long, and why', async ({ page, signIn }) => {
  await signIn('admin');
  await openFromSidebar(page);
  await expect(page.getByRole(main)).toContainText(
    /4 incidents\. The newest: Engaged \d+ \w+ 2026, .+ by ada\.admin@acme\.example, for 25 min\. Reason: Unexplained spend spike on the billing agent\./,
  );
  await expectCount(page, 'Shown: all 8 toggles.');
  const first = toggleRows(page).first();
  await expect(first.getByRole('cell').nth(0)).toHaveText(' Disengaged');
  await expect(first.getByRole('cell').nth(1)).toHaveText(`you, ${personas.admin.email}`);
  await expect(first.getByRole('cell').nth(2)).toHaveText('Traced to a duplicated cron job, job removed');
  await expect(first.getByRole('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT.*Z$/);
  await expect(toggleRows(page).getByRole('cell').nth(4)).toHaveText('25 min');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Pages of the history' })).toHaveCount(0);
});

test('a row opens in place to its ids, hashes and raw record, and closes again', async ({
  page,
  server,
  signIn,
}) => {
  const [, , drill] = await recordedRows(server);
  await signIn('auditor');
  // Engage and Disengage rows come apart, and whichever comes later moves the others down.
  await expectCount(page, 'Shown: all 8 toggles.');
  const details = toggleRows(page).nth(2).getByRole('button', { name: 'Details' });
  await expect(details).toHaveAttribute('aria-expanded', 'false');
  await details.click();
  await expect(details).toHaveAttribute('aria-expanded', 'true');
  for (const [term, value] of [
    ['Row id', drill?.id],
    ['Request id', drill?.request_id],
    ['Hash', drill?.event_hash],
    ['Hash of the row before', drill?.prev_hash],
  ] as const) {
    const fact = openDetails(page)
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${term}$`) });
    // The description that belongs to the term is its neighbour, which no role tells.
    await expect(fact.locator('xpath=following-sibling::dd')).toHaveText(value ?? '');
  }
  const raw = await openDetails(page).locator('pre').textContent();
  expect(JSON.parse(raw ?? '')).toEqual(drill);
  await expect(page).toHaveURL(rowLink(drill?.id ?? ''));
  await details.click();
  await expect(openDetails(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/history$/);
});

test.describe('with more than a page', () => {
  test.use({ seed: { seed: 'ten-thousand' } });

  test('the table shows 25 rows a page, and the link of a row leads back to exactly it', async ({
    page,
    server,
    signIn,
  }) => {
    const rows = await recordedRows(server);
    await signIn('auditor');
    await expectCount(page, 'Shown: all 10,000 toggles.');
    const pages = page.getByRole('navigation', { name: 'Pages of the history' });
    await expect(pages).toContainText('Page 1 of 400');
    await expect(toggleRows(page)).toHaveCount(25);
    await expect(button(pages, 'Newer')).toHaveAccessibleDescription('This is the first page.');
    await button(pages, 'Older').click();
    await button(pages, 'Older').click();
    await expect(pages).toContainText('Page 3 of 400');
    const row = rows[2 * 25 + 7];
    await toggleRows(page).nth(7).getByRole('button', { name: 'Details' }).click();
    await expect(openDetails(page)).toContainText(row?.id ?? '');
    await expect(pages).toContainText('Page 3 of 400');
    const link = await openDetails(page).getByRole('link', { name: 'Link to this row' }).getAttribute('href');
    await button(pages, 'Oldest').click();
    await expect(pages).toContainText('Page 400 of 400');
    await expect(button(pages, 'Older')).toHaveAccessibleDescription('This is the last page.');
    await expect(openDetails(page)).toHaveCount(0);

    await page.goto('/nowhere');
    await page.goto(link ?? '');
    await expect(openDetails(page)).toContainText(row?.event_hash ?? '');
    await expect(openDetails(page)).toBeInViewport();
    await expect(pages).toContainText('Page 3 of 400');
    await expect(toggleRows(page).nth(7).getByRole('button', { name: 'Details' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    await expectCount(page, 'Shown: all 10,000 toggles.');
    await expect(pages).toContainText('Page 3 of 400');
    await expect(page.getByRole('button', { name: 'Details', expanded: true })).toHaveCount(1);

    // What makes 10,000 rows quick (issue 3), with everything open that can be.
    await button(page, 'Verify audit chain').click();
    await expect(chainReport(page)).toContainText('10000 rows checked, 0 errors');
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThanOrEqual(1_500);
  });
});

test('a link to a row that is not there says so', async ({ page, signIn }) => {
  await signIn('auditor');
  await page.goto(rowLink('no-such-row'));
  await expect(page.getByText('The row that the link names is not in this history')).toBeVisible();
  await expect(toggleRows(page)).toHaveCount(8);
});

test('a toggle of a second operator appears by itself', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn('auditor');
  await expect(toggleRows(page)).toHaveCount(8);
  await server.backend.toggleAs('security', 'engage', 'Second operator at another desk');
  await page.clock.fastForward(31_000);
  await expect(toggleRows(page)).toHaveCount(9);
  await expect(toggleRows(page).first()).toContainText('Second operator at another desk');
  await expect(toggleRows(page).first()).toContainText('still open');
  await expect(page.getByRole(main)).toContainText(/5 incidents\. The newest: Engaged .+, still open\./);
  await expectCount(page, 'Shown: all 9 toggles.');
});

test.describe('with no history', () => {
  test.use({ seed: { seed: 'none' } });

  test('an empty log is called healthy', async ({ page, signIn }) => {
    await signIn('auditor');
    await expect(heading(page, 'Activation history')).toBeVisible();
    await expect(page.getByText(EMPTY)).toBeVisible();
    await expect(page.getByText(/^Healthy\. The audit chain will record/)).toBeVisible();
    await expect(page.getByRole('figure', { name: 'Timeline' })).toHaveCount(0);
    await expect(button(page, 'Export CSV')).toHaveAccessibleDescription('There is nothing to export.');
    await expect(page.getByText(/match/i)).toHaveCount(0);
  });
});
