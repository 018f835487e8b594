import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  heading,
  lever,
  reason,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// Law 11: roles are the server's business. What each role sees is in its own spec.

// The words of the server, and what the console makes of them. No role is advised that the person has.
const refusals = [
  ['403-tenant', 'Cross-tenant kill-switch operation rejected', 'The session is another tenant’s (403)'],
  ['403-tenant-blocked', 'Tenant is blocked', 'The tenant is blocked (403)'],
  ['403-no-rule', 'no RBAC rule covers POST /decision/kill-switch/', 'Nobody can do it, with any role'],
  ['403-fail-closed', 'Fail-Closed: decision service unavailable', 'It is not about your role.'],
  ['403', 'Kill switch requires ADMIN or SECURITY role', 'Re-login with SECURITY (on some servers'],
] as const;

test('law 11: a 403 is told in the server’s own words', async ({ page, server, signIn, expectConsole }) => {
  expectConsole(/status of 403 .*\/decision\//);
  await signIn();
  await compose(page, 'engage', 'Drill');
  for (const [fault, words, advice] of refusals) {
    await test.step(fault, async () => {
      server.backend.faults.set('toggle', fault);
      await confirm(page, 'engage').click();
      const alert = dialog(page, 'engage').getByRole('alert').filter({ hasText: words });
      await expect(alert).toContainText(advice);
      await expect(reason(page)).toHaveValue('Drill');
      await expectState(page, /^Disengaged/);
    });
  }
  expect(server.toggles()).toHaveLength(refusals.length);
});

test('law 11: a status that the server refuses is believed, and shows nothing', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 .*\/decision\//);
  server.backend.faults.set('status', '403');
  await signIn();
  await expectState(page, /^Unknown — never confirmed/);
  await expect(badge(page)).toContainText('Kill switch requires ADMIN or SECURITY role');
  await expect(badge(page)).toContainText(
    'Re-login with SECURITY (on some servers OWNER or SECURITY_ANALYST)',
  );
  // It may be the server's mistake: engaging is the server's to refuse.
  await expect(lever(page, 'engage')).toBeEnabled();
});

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
