import type { FaultName } from '../../mocks/faults/faults';
import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { EMPTY, expectCount, toggleRows } from './history-page';
import { sendJson } from '../support/raw-server';

// Law 12 on the history page: failure to load is not emptiness; and rows that are not what they should be.

const broken = /(status of 503|ERR_EMPTY_RESPONSE) .*\/audit\//;
// One of each kind; src/features/history/history-page.test.tsx has them all.
const useless: FaultName[] = ['503', 'offline', 'wrong-shape'];

test.describe('with no history', () => {
  test.use({ seed: { seed: 'none' } });

  test('law 12: a history that cannot be loaded is not called empty', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(broken);
    await signIn('auditor');
    await expect(page.getByText(EMPTY)).toBeVisible();
    for (const fault of useless) {
      await test.step(fault, async () => {
        server.backend.faults.set('history', fault);
        await page.reload();
        await expect(page.getByText('Engage rows are not complete. What was loaded stays.')).toHaveCount(2);
        await expect(page.getByText(EMPTY)).toHaveCount(0);
      });
    }
    server.backend.faults.clear();
    await button(page, 'Try again').first().click();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(page.getByText(EMPTY)).toHaveCount(0);
    await button(page, 'Try again').click();
    await expect(page.getByText(EMPTY)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('law 12: without the disengage rows an empty history is not called empty', async ({
    page,
    hostile,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/status of 500 .*\/audit\//);
    const raw = await hostile({
      'GET /audit/logs?action=kill_switch_disengaged': ({ outgoing }) =>
        sendJson(outgoing, 500, { detail: 'No' }),
    });
    await signIn('auditor', raw);
    await expect(page.getByRole('alert')).toContainText('Disengage rows are not complete.');
    await expect(page.getByText(EMPTY)).toHaveCount(0);
  });
});

test.describe('with rows of another tenant in the answers', () => {
  test.use({ seed: { foreignRows: 3 } });

  test('they are told, and neither shown nor found', async ({ page, signIn }) => {
    await signIn('auditor');
    await expect(
      page.getByText('3 rows of another tenant came with the answers and are left out.'),
    ).toBeVisible();
    await expectCount(page, 'Shown: all 8 toggles.');
    await expect(toggleRows(page)).toHaveCount(8);
    await page.getByRole('searchbox', { name: 'Text' }).fill('not yours to read');
    await expectCount(page, 'No match among all 8 toggles.');
    await expect(page.getByText('Not yours to read')).toHaveCount(0);
  });
});

test.describe('with odd rows', () => {
  test.use({ seed: { malformedRows: 15 } });

  test('what can be read is shown as text, and what cannot is counted', async ({ page, signIn }) => {
    await signIn('auditor');
    await expect(page.getByText('3 rows could not be read and are not shown or exported.')).toBeVisible();
    // 8 of the story, 12 odd ones that can be read, two of which have the same id and are not the same row.
    await expectCount(page, 'Shown: all 20 toggles.');
    await expect(page.getByText('2 rows share their id with another row.')).toBeVisible();
    const main = page.getByRole('main');
    for (const words of [
      'Traced to a duplicated cron job',
      '<script>alert(1)</script>',
      'invoice⟨U+202E⟩fdp.exe⟨U+0000⟩⟨U+001B⟩[31m',
      'not recorded',
      '2026-11-20T10:00:00 (not a time with a zone)',
      'yesterday, late (not a time with a zone)',
    ]) {
      await expect(main).toContainText(words);
    }
    await expect(page.getByText('polluted')).toHaveCount(0);
    const odd = toggleRows(page).filter({ hasText: 'Odd row 12' });
    await odd.getByRole('button', { name: 'Details' }).click();
    await expect(page.getByRole('cell').filter({ hasText: 'Raw record' })).toContainText('"request_id"');
  });
});

test.describe('redacted by the server', () => {
  test('what the gateway redacts is told as such, and compared with nothing', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(/ERR_CONTENT_LENGTH_MISMATCH/);
    await signIn('auditor');
    server.backend.faults.set('history', 'redacted-answers');
    await page.reload();
    await expect(toggleRows(page)).toHaveCount(8);
    await button(page, 'Details').first().click();
    await expect(page.getByRole('cell').filter({ hasText: 'Raw record' })).toContainText(
      'Hashredacted by the server',
    );
    await button(page, 'Verify audit chain').click();
    await expect(page.getByText('This console could check nothing itself')).toBeVisible();
    await expect(page.getByText('The server redacted the hashes of all loaded rows.')).toBeVisible();
  });
});
