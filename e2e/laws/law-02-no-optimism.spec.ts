import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  compose,
  confirm,
  expectState,
  historyRows,
  refresh,
  report,
  toggle,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { sendOn } from '../support/raw-server';

// Law 2: no optimism. The page shows what was read, never what was asked for.

const WHY = 'Support agent invents refunds';

test('law 2: while the request is under way, the page still shows what was read', async ({
  page,
  server,
  signIn,
}) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('toggle', 'slow');
  await compose(page, 'engage', WHY);
  await confirm(page, 'engage').click();
  await expect(page.getByRole('button', { name: 'Sending…' })).toBeVisible();
  await expectState(page, /^Disengaged/);
  server.release();
  await expectState(page, /^Engaged/);
});

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
  await expect(report(page)).toContainText('Read back: the state is Engaged.');
});

test('law 2: a server that stores a reason of its own is told', async ({ page, server, signIn }) => {
  server.backend.faults.set('toggle', 'reason-ignored');
  await signIn();
  await toggle(page, 'engage', WHY);
  await expect(report(page).getByRole('alert')).toContainText(
    'The server recorded another reason than yours: “manual_admin_lockdown”.',
  );
  await expect(report(page)).toContainText(`Your reason: ${WHY}`);
  await expect(badge(page)).toContainText('Reason: manual_admin_lockdown');
});

test('law 2: an audit log that names another operator is told', async ({ page, hostile, server, signIn }) => {
  const raw = await hostile({
    'GET /audit/logs': async ({ outgoing, pass }) => {
      const passed = await pass();
      const text = passed.body
        .toString()
        .replaceAll(personas.admin.id, personas.security.id)
        .replaceAll(personas.admin.email, personas.security.email);
      const body = Buffer.from(text);
      sendOn(outgoing, {
        ...passed,
        headers: { ...passed.headers, 'content-length': String(body.length) },
        body,
      });
    },
  });
  await signIn('admin', raw);
  await toggle(page, 'engage', WHY);
  await expect(report(page).getByRole('alert')).toContainText(
    `The audit log names ${personas.security.email} as the operator, not you.`,
  );
  expect(server.toggles()).toHaveLength(1);
});

test('law 2: a toggle that is missing in the audit log after 10 s is told', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  server.backend.faults.set('history', 'audit-lag');
  await signIn();
  await expect(historyRows(page)).not.toHaveCount(0);
  const rows = await historyRows(page).count();
  await toggle(page, 'engage', WHY);
  // The badge does not wait for the audit log.
  await expectState(page, /^Engaged/);
  await expect(report(page)).toContainText('Waiting for the audit log to show it…');
  await page.clock.runFor(10_000);
  await expect(report(page).getByRole('alert')).toContainText('Not yet in the audit log.');
  await expect(report(page)).toContainText(server.toggles()[0]?.headers['x-request-id'] ?? 'no id');
  server.advance(13_000);
  await page.clock.runFor(2_500);
  await expect(report(page)).toContainText('The audit log recorded your reason.');
  await expect(historyRows(page)).toHaveCount(rows + 1);
});

test.describe('while engaged', () => {
  test.use({ seed: { engaged: true } });

  test('law 2: a disengage that lost its reason on the way is told', async ({ page, server, signIn }) => {
    server.backend.faults.set('toggle', 'delete-body-lost-accepted');
    await signIn();
    await toggle(page, 'disengage', 'Cause found');
    await expect(report(page).getByRole('alert')).toContainText(
      'The server accepted the request but recorded no reason.',
    );
    await expectState(page, /^Disengaged/);
  });

  test('law 2: a disengage that the server takes back later is told as not this console’s', async ({
    page,
    server,
    signIn,
  }) => {
    server.backend.faults.set('toggle', 'disengage-reverts');
    await signIn();
    await toggle(page, 'disengage', 'Cause found');
    await expectState(page, /^Disengaged/);
    server.advance(31_000);
    await refresh(page);
    await expectState(page, /^Engaged/);
    await expect(page.getByText('Engaged again, not by this console')).toBeVisible();
  });

  test('law 2: a status without time and operator takes them from the audit log, and says so', async ({
    page,
    server,
    signIn,
  }) => {
    server.backend.faults.set('status', 'no-engaged-at');
    await signIn();
    await expectState(page, new RegExp(`^Engaged at .+ by ${personas.security.email}`));
    await expect(badge(page)).toContainText(
      'Time and operator are from the audit log; the status does not say.',
    );
  });
});
