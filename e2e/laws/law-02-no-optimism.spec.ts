import { expectState, report, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 2: no optimism. The page shows what was read, never what was asked for.

const WHY = 'Support agent invents refunds';

test('law 2: an accepted engage whose state still reads Disengaged is told loudly', async ({
  page,
  server,
  signIn,
}) => {
  await signIn();
  server.backend.faults.set('status', 'stale-replica');
  await toggle(page, 'engage', WHY);
  await expect(report(page).getByRole('alert')).toContainText(
    'The server accepted the request, but its state reads Disengaged.',
  );
  await expectState(page, /^Unknown — the status says Disengaged, and something contradicts it/);
  server.advance(21_000);
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('Confirmed: the switch is engaged.');
});
