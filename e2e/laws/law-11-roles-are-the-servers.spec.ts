import { button, expectState, heading, lever } from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 11: roles are the server's business. What each role sees is in its own spec.

test('law 11: a renewed session takes the role that the server names now', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 .*\/(decision|audit|guardian)\//);
  await page.clock.install();
  await signIn();
  await expectState(page, /^Disengaged/);
  await server.backend.setRole('admin', 'VIEWER');
  await page.clock.fastForward(785_000);
  await button(page, 'Stay signed in').click();
  await expect(heading(page, 'No access')).toBeVisible();
  await expect(lever(page, 'engage')).toHaveCount(0);
  const reads = server.switchRequests('GET').length;
  await page.clock.fastForward(60_000);
  expect(server.switchRequests('GET')).toHaveLength(reads);
});
