import type { FaultName } from '../../mocks/faults/faults';
import { history, refresh } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 12: failure to load is not emptiness.

const EMPTY = 'No kill-switch activations recorded.';
const broken = /(status of 50\d|ERR_EMPTY_RESPONSE|ERR_CONTENT_LENGTH_MISMATCH) .*\/audit\//;
/** One of each kind that a browser has a part in; src/features/kill-switch/history-panel.test.tsx has them all. */
const useless: FaultName[] = ['503', 'offline', 'truncated'];

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
        await expect(history(page)).toContainText('Engage rows and disengage rows could not be read.');
        await expect(page.getByText(EMPTY)).toHaveCount(0);
      });
    }
    server.backend.faults.clear();
    await refresh(page);
    await expect(page.getByText(EMPTY)).toBeVisible();
  });
});
