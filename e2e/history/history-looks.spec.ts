import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import {
  chainReport,
  expectCount,
  incidents,
  openDetails,
  range,
  search,
  showToggles,
  timeline,
  toggleRows,
} from './history-page';
import { expectAccessible, expectFits, LONG } from '../screen/looks';

test.describe('with a broken chain, engaged', () => {
  test.use({ seed: { brokenChain: true, engaged: true, foreignRows: 1 } });

  test('the page is accessible with an open row, a verdict, and an error', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 503 .*\/audit\//);
    await signIn('auditor');
    await expect(incidents(page)).toBeVisible();
    await range(page, '7 d').click();
    await button(page, 'Previous incident').click();
    await expectAccessible(page, 'incidents of a week');
    await showToggles(page);
    await range(page, 'All').click();
    await expect(toggleRows(page)).toHaveCount(9);
    await button(page, 'Details').first().click();
    await expect(openDetails(page)).toBeVisible();
    await search(page).fill('a');
    await button(page, 'Verify audit chain').click();
    await expect(page.getByRole('alert')).toContainText('BROKEN');
    server.backend.faults.set('history', '503');
    await button(page, 'Verify audit chain').click();
    await expect(chainReport(page)).toContainText('The chain was not verified now.');
    await expectAccessible(page, 'broken, with an error');
    await button(page, 'Evidence report').click();
    const report = page.getByRole('region', { name: 'Evidence report' });
    await expect(report).toContainText(/[0-9a-f]{64}/);
    await expectAccessible(page, 'the report', report);
    await page.reload();
    await expect(button(page, 'Try again')).toHaveCount(2);
    await expectAccessible(page, 'not loaded');
  });
});

test.describe('with an intact chain', () => {
  test.use({ viewport: { width: 320, height: 640 }, seed: { seed: 'twenty', malformedRows: 15 } });

  test('at 320 px the page fits, filtered, opened and not loaded', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 503 .*\/audit\//);
    await server.backend.toggleAs('admin', 'engage', LONG);
    await signIn('auditor');
    await expectCount(page, 'Shown: all 33 toggles.');
    await expectFits(page, 'incidents');
    await showToggles(page);
    await expect(page.getByText('Page 1 of 2')).toBeVisible();
    await toggleRows(page).filter({ hasText: 'Donaudampf' }).getByRole('button').click();
    await expect(openDetails(page)).toContainText('Donaudampf');
    await button(page, 'Verify audit chain').click();
    await expect(chainReport(page)).toContainText('intact');
    for (const name of ['24 h', '7 d', 'All']) {
      await range(page, name).click();
      await button(timeline(page), 'Previous incident').focus();
      await expectFits(page, name);
    }
    await search(page).fill('donau');
    await expect(toggleRows(page)).toHaveCount(1);
    await expectFits(page, 'filtered');
    await button(page, 'Evidence report').click();
    await expect(page.getByRole('table', { name: 'Rows' })).toContainText('Donaudampf');
    await expectFits(page, 'the report');
    await button(page, 'Back to the history').click();
    server.backend.faults.set('history', '503');
    await page.reload();
    await expect(button(page, 'Try again')).toHaveCount(2);
    await expectFits(page, 'not loaded');
  });
});
