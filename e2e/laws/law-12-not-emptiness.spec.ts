import type { FaultName } from '../../mocks/faults/faults';
import { badge, history, historyRows, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';
import { sendJson } from '../support/raw-server';

// Law 12: failure to load is not emptiness.

const EMPTY = 'No kill-switch activations recorded.';
const broken = /(status of 50\d|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH) .*\/audit\//;
const useless: FaultName[] = ['503', 'offline', 'html', 'wrong-shape', 'truncated', 'empty-body', '204'];

test.describe('with no history', () => {
  test.use({ seed: { seed: 'none' } });

  test('law 12: a history that cannot be loaded is not called empty', async ({
    page,
    server,
    signIn,
    expectConsole,
  }) => {
    expectConsole(broken);
    await signIn();
    await expect(page.getByText(EMPTY)).toBeVisible();
    for (const fault of useless) {
      await test.step(fault, async () => {
        server.backend.faults.set('history', fault);
        await page.reload();
        await expect(history(page)).toContainText('Engage rows could not be read.');
        await expect(history(page)).toContainText('Disengage rows could not be read.');
        await expect(page.getByText(EMPTY)).toHaveCount(0);
      });
    }
    server.backend.faults.clear();
    await refresh(page);
    await expect(page.getByText(EMPTY)).toBeVisible();
  });

  test('law 12: a history that is still loading is not called empty', async ({ page, server, signIn }) => {
    server.backend.faults.set('history', 'slow');
    await signIn();
    await expect(history(page)).toContainText('Loading the history…');
    await expect(page.getByText(EMPTY)).toHaveCount(0);
    server.release();
    await expect(page.getByText(EMPTY)).toBeVisible();
  });

  test('law 12: half a history is not called empty', async ({ page, hostile, signIn, expectConsole }) => {
    expectConsole(/status of 500 .*\/audit\//);
    const raw = await hostile({
      'GET /audit/logs?action=kill_switch_engaged': ({ outgoing }) =>
        sendJson(outgoing, 500, { detail: 'No' }),
    });
    await signIn('admin', raw);
    await expect(history(page)).toContainText(
      'Engage rows could not be read. Without them this history is not complete.',
    );
    await expect(page.getByText(EMPTY)).toHaveCount(0);
  });

  test.describe('but rows of another tenant in the answer', () => {
    test.use({ seed: { seed: 'none', foreignRows: 3 } });

    test('law 12: rows of another tenant are left out, and told', async ({ page, signIn }) => {
      await signIn();
      await expect(history(page)).toContainText(
        /3 rows of another tenant came with the answer and were left out/,
      );
      await expect(page.getByText(EMPTY)).toHaveCount(0);
      await expect(historyRows(page)).toHaveCount(0);
    });
  });
});

test('law 12: rows that were read stay when the next reading fails', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(broken);
  await signIn();
  await expect(historyRows(page)).toHaveCount(8);
  server.backend.faults.set('history', '503');
  await refresh(page);
  await expect(history(page)).toContainText('What is shown may be old.');
  await expect(historyRows(page)).toHaveCount(8);
  await expect(badge(page)).toHaveText(/^Disengaged/);
});

test('law 12: rows that cannot be read are counted, and hide no others', async ({
  page,
  hostile,
  signIn,
}) => {
  const raw = await hostile({
    'GET /audit/logs?action=kill_switch_engaged': async ({ outgoing, pass }) => {
      const answer = JSON.parse((await pass()).body.toString());
      answer.data.items.unshift(null, { id: 7 }, 'kill_switch_engaged');
      sendJson(outgoing, 200, answer);
    },
  });
  await signIn('admin', raw);
  await expect(history(page)).toContainText('3 rows could not be read and are not shown.');
  await expect(historyRows(page)).toHaveCount(8);
});

test.describe('with odd rows', () => {
  test.use({ seed: { malformedRows: 12 } });

  test('law 12: odd rows show as text what they hold, and hide no others', async ({ page, signIn }) => {
    await signIn();
    await expect(history(page)).toContainText('Traced to a duplicated cron job');
    await expect(history(page)).toContainText('<script>alert(1)</script>');
    await expect(history(page)).toContainText('invoice⟨U+202E⟩fdp.exe');
    await expect(history(page)).toContainText('not recorded');
    await expect(history(page)).toContainText('(not a time with a zone)');
    // The newest of them says Engaged, and the status does not.
    await expect(badge(page)).toHaveText(/^Unknown — the status says Disengaged/);
  });
});
