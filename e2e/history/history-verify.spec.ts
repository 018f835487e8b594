import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import { chainReport, expectCount, openDetails, openFromSidebar, recordedRows } from './history-page';

const INTACT = 'The server says: the audit chain is intact';
const BROKEN = 'The server says: the audit chain is BROKEN';

test.describe('with a row that was changed', () => {
  // The odd rows, which are newer, put the changed one onto the second page.
  test.use({ seed: { seed: 'twenty', brokenChain: true, malformedRows: 30 } });

  test('a broken chain is loud, names the row, leads to it, and stays', async ({ page, server, signIn }) => {
    const rows = await recordedRows(server);
    const changed = rows.find(({ metadata_json: { reason } }) => reason === '(changed afterwards)');
    await signIn('admin');
    await openFromSidebar(page);
    await expectCount(page, 'Shown: all 44 toggles.');
    await button(page, 'Verify audit chain').click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(BROKEN);
    await expect(alert).toContainText('50 rows checked, 1 error,');
    await expect(alert).toContainText('In its words: Audit tampering detected');
    await expect(alert.getByRole('listitem')).toHaveCount(1);
    await expect(alert.getByRole('listitem')).toContainText(
      `row_id: ${changed?.id}, type: event_hash_mismatch`,
    );
    await expect(chainReport(page).getByText(INTACT)).toHaveCount(0);

    // The filter that hides the row does not keep the link from it.
    await page.getByRole('searchbox', { name: 'Search' }).fill('no such words');
    await expectCount(page, 'No match among all 44 toggles.');
    await alert.getByRole('link', { name: 'Show the row' }).click();
    await expect(openDetails(page)).toContainText('(changed afterwards)');
    await expect(openDetails(page)).toBeInViewport();
    await expect(page.getByText(/^Page \d of 2$/)).toHaveText('Page 2 of 2');

    // Opened directly, the link leads there as well: the rows arrive in two answers, and the second one moves the row.
    const link = openDetails(page).getByRole('link', { name: 'Link to this row' });
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(page.getByText(/^Page \d of 2$/)).toHaveText('Page 2 of 2');
    await expect(openDetails(page)).toBeInViewport();
    await button(page, 'Verify audit chain').click();
    await expect(alert).toContainText(BROKEN);

    await page.getByRole('link', { name: 'Kill Switch', exact: true }).click();
    await expect(heading(page, 'Kill Switch')).toBeVisible();
    await openFromSidebar(page);
    await expect(alert).toContainText(BROKEN);
    await expect(alert).toContainText(changed?.id ?? '');
  });
});
