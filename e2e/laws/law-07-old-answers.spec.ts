import { button, expectState, report, toggle } from '../support/console';
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
  await expect(report(page)).toContainText('Logged under your name, with your reason.');
  await expect(button(page, 'Refresh')).toBeEnabled();
  await expectState(page, /^Engaged/);
  const headlines = await recorder.headlines();
  const engaged = headlines.findIndex((text) => text.startsWith('Engaged'));
  expect(headlines.slice(engaged).filter((text) => !/Engaged|ENGAGED/.test(text))).toEqual([]);
});
