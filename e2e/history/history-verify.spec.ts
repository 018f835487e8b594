import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  chainReport,
  expectCount,
  openDetails,
  openFromSidebar,
  recordedRows,
  toggleRows,
} from './history-page';

const INTACT = 'The server says: the audit chain is intact';
const BROKEN = 'The server says: the audit chain is BROKEN';

test('an intact chain is told with counts, and what the console checked itself', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('auditor');
  await expect(toggleRows(page)).toHaveCount(8);
  await expect(chainReport(page)).toHaveCount(0);
  await button(page, 'Verify audit chain').click();
  const report = chainReport(page);
  await expect(report).toContainText(INTACT);
  await expect(report).toContainText(/8 rows checked, 0 errors, as of \d{4}-\d\d-\d\dT[\d:.]+Z\./);
  await expect(report).toContainText('This console found no contradiction in the hashes of the loaded rows');
  await expect(report).toContainText(
    'Of 8 loaded rows, 7 name another loaded row as the one before, 1 name one that is not loaded (other events stand between toggles), and 0 have no usable hash.',
  );
  await expect(report).toContainText(
    'A contradiction proves tampering or a fault. None does not prove the opposite',
  );
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(server.requestsTo('/audit/logs/verify')).toHaveLength(1);
});

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
    await page.getByRole('searchbox', { name: 'Text' }).fill('no such words');
    await expectCount(page, 'No match among all 44 toggles.');
    await alert.getByRole('link', { name: 'Show the row' }).click();
    await expect(openDetails(page)).toContainText('(changed afterwards)');
    await expect(openDetails(page)).toBeInViewport();
    await expect(page.getByText(/^Page \d of 2$/)).toHaveText('Page 2 of 2');

    await page.getByRole('link', { name: 'Kill Switch' }).click();
    await expect(heading(page, 'Kill Switch')).toBeVisible();
    await openFromSidebar(page);
    await expect(alert).toContainText(BROKEN);
    await expect(alert).toContainText(changed?.id ?? '');
  });
});

test.describe('with a changed row that the server does not name', () => {
  test.use({ seed: { brokenChain: true } });

  test('the verdict is as loud, and a failure to verify takes nothing from it', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 503 .*\/audit\//);
    await signIn('auditor');
    await expect(toggleRows(page)).toHaveCount(8);

    // Before any verdict: a failure is none.
    server.backend.faults.set('history', '503');
    await button(page, 'Verify audit chain').click();
    const report = chainReport(page);
    await expect(report).toContainText(
      'The chain was not verified now. This says nothing about whether it is intact.',
    );
    await expect(report).toContainText('HTTP 503');
    await expect(report).not.toContainText('The server says: the audit chain');

    server.backend.faults.set('history', 'verify-names-no-row');
    await button(page, 'Verify audit chain').click();
    await expect(report).toContainText(BROKEN);
    await expect(report).toContainText('8 rows checked, 1 error,');
    await expect(report).toContainText('It named no row.');
    await expect(report).not.toContainText('was not verified now');

    server.backend.faults.set('history', '503');
    await button(page, 'Verify audit chain').click();
    await expect(report).toContainText('The chain was not verified now.');
    await expect(report).toContainText(BROKEN);
    expect(server.requestsTo('/audit/logs/verify')).toHaveLength(3);
  });
});
