import { button } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, pagesAsked, showToggles, toggleRows, openDetails } from './history-page';
import { sendOn } from '../support/raw-server';

test.use({ seed: { seed: 'ten-thousand' } });

const ENGAGED = 'GET /audit/logs?action=kill_switch_engaged&limit=500';
const DISENGAGED = 'GET /audit/logs?action=kill_switch_disengaged&limit=500';

/** Holds requests back until somebody opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open };
}

test('10,000 toggles are read page by page: progress shows, loading can be stopped, and gone on with', async ({
  page,
  server,
  hostile,
  signIn,
}) => {
  const held = gate();
  const hold = (start: string) => ({
    [`${start}&offset=1000`]: async ({
      outgoing,
      pass,
    }: Parameters<Parameters<typeof hostile>[0][string]>[0]) => {
      await held.opened;
      sendOn(outgoing, await pass());
    },
  });
  await signIn('auditor', await hostile({ ...hold(ENGAGED), ...hold(DISENGAGED) }));
  await expect(page.getByText('2,000 of 10,000 rows loaded.')).toBeVisible();
  const progress = page.getByRole('progressbar', { name: 'Rows loaded' });
  await expect(progress).toHaveAttribute('value', '2000');
  await expect(progress).toHaveAttribute('max', '10000');
  // What is there can be read meanwhile, and is not taken for everything.
  await showToggles(page);
  await expect(toggleRows(page)).toHaveCount(25);
  await expectCount(page, 'Shown: the 2,000 toggles loaded so far, of 10,000.');
  await expect(page.getByRole('main')).toContainText('incidents so far.');

  await button(page, 'Stop loading').click();
  held.open();
  await expect(page.getByText('3,000 of 10,000 rows loaded.')).toBeVisible();
  await expect(button(page, 'Stop loading')).toHaveCount(0);
  const asked = pagesAsked(server);
  expect(asked).toHaveLength(6);
  // Time enough for requests that should not be made: another round trip of the page.
  await button(page, 'Verify audit chain').click();
  await expect(page.getByText('The server says: the audit chain is intact')).toBeVisible();
  expect(pagesAsked(server)).toEqual(asked);
  // What makes 10,000 rows quick (issue 3).
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThanOrEqual(1_500);
  await expectCount(page, 'Shown: the 3,000 toggles loaded so far, of 10,000.');

  await button(page, 'Go on loading').click();
  await expectCount(page, 'Shown: all 10,000 toggles.');
  await expect(progress).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText(/5,?000 incidents\. The newest: Engaged/);
  const offsets = Array.from({ length: 10 }, (_, n) => n * 500);
  expect(pagesAsked(server).toSorted()).toEqual(
    ['disengaged', 'engaged'].flatMap((kind) => offsets.map((offset) => `${kind} 500+${offset}`)).toSorted(),
  );

  // The address of a row leads back to exactly it, on its page.
  const pages = page.getByRole('navigation', { name: 'Pages of the history' });
  await button(pages, 'Older').click();
  await button(pages, 'Older').click();
  await toggleRows(page).nth(7).getByRole('button', { name: 'Details' }).click();
  const record = (await openDetails(page).locator('pre').textContent()) ?? '';
  await expect(page).toHaveURL(/[?]row=/);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(pages).toContainText('Page 3 of 400');
  await expect(openDetails(page).locator('pre')).toHaveText(record);
  await expect(openDetails(page)).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Details', expanded: true })).toHaveCount(1);
});
