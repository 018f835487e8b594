import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { personas, tenants } from '../../mocks/seeds/personas';
import { button, openAccount } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, recordedRows, search, showToggles, toggleRows } from './history-page';
import { pagesOf } from './pdf-text';

const bare = (text: string) => text.replace(/\s/g, '');

test('paper holds every row of the filter, the filter, the time, the person and the address', async ({
  page,
  server,
  signIn,
}) => {
  for (let turn = 0; turn < 40; turn += 1) {
    server.advance(60_000);
    await server.backend.toggleAs(
      'security',
      turn % 2 === 0 ? 'engage' : 'disengage',
      `Turn ${turn} of a drill`,
    );
  }
  const rows = await recordedRows(server);
  await signIn('auditor');
  await expectCount(page, `Shown: all ${rows.length} toggles.`);
  await showToggles(page);
  await search(page).fill('drill');
  await expect(page).toHaveURL(/text=drill/);
  await expect(toggleRows(page)).toHaveCount(25);
  const pages = pagesOf(await page.pdf());
  const paper = pages.join('');
  for (let turn = 0; turn < 40; turn += 1) expect(paper).toContain(bare(`Turn ${turn} of a drill`));
  // Each row once; the newest incident stands in the summary, too.
  expect(paper.match(/ofadrill/g)).toHaveLength(41);
  expect(paper).not.toContain(bare('Refund agent issues duplicate credits'));
  for (const text of [
    'every word of “drill” is found',
    personas.auditor.email,
    tenants.acme.id,
    page.url(),
    '42 match, of all 48 toggles.',
  ])
    expect(paper).toContain(bare(text));
  expect(paper).toMatch(/Readfromtheauditlog\d{4}-\d\d-\d\d\d\d:\d\d:\d\dUTC\(theserver’sclock\)/);
  expect(paper).not.toContain(bare('Page 1 of'));
  // Back on the screen there are pages to turn again.
  await expect(toggleRows(page)).toHaveCount(25);
});

test('the evidence report on paper has the address, the time, the person, and each row with ids and hashes', async ({
  page,
  server,
  signIn,
}) => {
  const affected = 'Drill: staff and traffic are not affected';
  await server.backend.toggleAs('admin', 'engage', affected);
  const rows = await recordedRows(server);
  await signIn('auditor');
  await button(page, 'Verify audit chain').click();
  await expect(page.getByText('The server says: the audit chain is intact')).toBeVisible();
  await search(page).fill('drill');
  await expect(page).toHaveURL(/text=drill/);
  await button(page, 'Evidence report').click();
  const digest = page.getByLabel('About this report').getByText(/^[0-9a-f]{64}$/);
  await expect(digest).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Download JSON').click()]);
  const hash = createHash('sha256').update(await readFile(await saved.path()));
  await expect(digest).toHaveText(hash.digest('hex'));
  const paper = pagesOf(await page.pdf()).join('');
  const drills = rows.filter(({ metadata_json: { reason } }) => /drill/i.test(String(reason)));
  expect(drills).toHaveLength(3);
  for (const text of [
    'every word of “drill” is found',
    'The server says: intact. 9 rows checked, 0 errors',
    affected,
    personas.auditor.email,
    tenants.acme.id,
    page.url(),
    (await digest.textContent()) ?? '-',
    saved.suggestedFilename(),
    ...drills.flatMap((row) => [row.id, row.request_id, row.event_hash, row.prev_hash]),
  ])
    expect(paper).toContain(bare(text));
  expect(paper).toMatch(/Madeat\d{4}-\d\d-\d\d\d\d:\d\d:\d\dUTC\(thisdevice’sclock\)/);
  expect(paper).not.toContain(bare('Refund agent issues duplicate credits'));
  expect(paper).not.toContain(bare('Back to the history'));
});

test.describe('with the dark theme', () => {
  test.use({ colorScheme: 'dark' });

  test('paper is white with dark ink, whether the theme is the system’s or chosen', async ({
    page,
    signIn,
  }) => {
    await signIn('auditor');
    await showToggles(page);
    await expect(toggleRows(page)).toHaveCount(8);
    const colours = () =>
      page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        const cell = document.querySelector('td:nth-child(2)');
        return [color, backgroundColor, cell && getComputedStyle(cell).color];
      });
    await openAccount(page);
    for (const theme of ['System', 'Dark']) {
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
      expect(await colours()).toEqual(['rgb(236, 239, 244)', 'rgb(14, 17, 22)', 'rgb(236, 239, 244)']);
      await page.emulateMedia({ media: 'print' });
      expect(await colours()).toEqual(['rgb(20, 23, 28)', 'rgb(255, 255, 255)', 'rgb(20, 23, 28)']);
    }
  });
});
