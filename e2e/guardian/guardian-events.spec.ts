import { enterSafeMode } from '../../mocks/guardian/actions';
import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { actElsewhere, openPage, rowsOf } from './guardian-page';

/** Sixty requests of agents, one every seven seconds. */
const WASHED_OUT_MS = 60 * 7_000;

test('what denied requests pushed out of the newest events is found again among the older ones', async ({
  page,
  server,
  signIn,
}) => {
  await actElsewhere(server, enterSafeMode, 'Drill');
  server.advance(WASHED_OUT_MS);
  await signIn('auditor');
  await openPage(page, 'Safe Mode');
  const rows = rowsOf(page, 'Guardian events');
  const older = button(page, 'Load older events');
  await expect(rows, 'with its head').toHaveCount(51);
  await expect(rows.filter({ hasText: 'Mode change' })).toHaveCount(0);
  await older.click();
  await expect(rows.filter({ hasText: 'Mode change' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Mode change' })).toContainText('Drill');
  await older.click();
  await expect(older).toHaveAccessibleDescription('These are all events that the Guardian keeps.');
});
