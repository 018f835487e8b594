import { button, dialog, expectState, historyRows, report, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { holdBack } from '../support/hold-back';
import { record } from '../support/recorder';

// Law 7: old answers never overwrite new ones.

test('law 7: a status read before a toggle that arrives after it is dropped', async ({
  page,
  hostile,
  signIn,
}) => {
  const slow = holdBack('GET /decision/');
  const recorder = await record(page);
  await signIn('admin', await hostile(slow.table));
  await expectState(page, /^Disengaged/);
  slow.hold(true);
  await button(page, 'Refresh').click();
  await expect.poll(() => slow.held.length).toBeGreaterThan(0);
  slow.hold(false);
  await toggle(page, 'engage', 'Agent floods the ticket queue');
  await expectState(page, /^Engaged/);
  slow.release();
  await expect(report(page)).toContainText('The audit log recorded your reason.');
  await expect(button(page, 'Refresh')).toBeEnabled();
  await expectState(page, /^Engaged/);
  const headlines = await recorder.headlines();
  const engaged = headlines.findIndex((text) => text.startsWith('Engaged'));
  expect(headlines.slice(engaged).filter((text) => !/Engaged|ENGAGED/.test(text))).toEqual([]);
});

test('law 7: a status read begun while the toggle was under way does not count as read back', async ({
  page,
  hostile,
  server,
  signIn,
}) => {
  const slow = holdBack('GET /decision/');
  await signIn('admin', await hostile(slow.table));
  await expectState(page, /^Disengaged/);
  server.backend.faults.set('toggle', 'slow');
  await toggle(page, 'engage', 'Agent floods the ticket queue');
  await expect(dialog(page, 'engage').getByRole('button', { name: 'Sending…' })).toBeVisible();
  slow.hold(true);
  // A poll that falls into the sending: what comes back says how it was before.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect.poll(() => slow.held.length).toBeGreaterThan(0);
  slow.hold(false);
  server.release();
  await expectState(page, /^Engaged/);
  slow.release();
  await expect(report(page)).toContainText('Read back: the state is Engaged.');
  await expect(report(page).getByRole('alert')).toHaveCount(0);
});

test('law 7: a history read before a toggle that arrives after it does not hide the new row', async ({
  page,
  hostile,
  signIn,
}) => {
  const slow = holdBack('GET /audit/logs?action=kill_switch_engaged');
  await signIn('admin', await hostile(slow.table));
  await expect(historyRows(page)).toHaveCount(8);
  slow.hold(true);
  await button(page, 'Refresh').click();
  await expect.poll(() => slow.held.length).toBeGreaterThan(0);
  slow.hold(false);
  await toggle(page, 'engage', 'Agent floods the ticket queue');
  await expect(historyRows(page)).toHaveCount(9);
  slow.release();
  await expect(button(page, 'Refresh')).toBeEnabled();
  await expect(historyRows(page)).toHaveCount(9);
});
