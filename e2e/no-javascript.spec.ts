import { badge, heading } from './console';
import { expect, test } from './fixtures';

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says so, calls the state unknown, and tells how to engage', async ({ page, server }) => {
    for (const path of ['/', '/kill-switch']) {
      await page.goto(path);
      await expect(page).toHaveTitle(/^Unknown/);
      const main = page.getByRole('main');
      await expect(main).toContainText('Unknown — the state of the kill switch has not been read yet.');
      for (const words of [
        'This console needs JavaScript, and JavaScript is off.',
        'curl -X POST "https://API-HOST/decision/kill-switch/TENANT-ID"',
        '"Authorization: Bearer $AEGIS_TOKEN"',
      ]) {
        // Playwright's own reading of text leaves out <noscript>.
        await expect(main).toContainText(words, { useInnerText: true });
      }
    }
    await expect(page.getByText('Disengaged')).toHaveCount(0);
    expect(server.backend.requests).toEqual([]);
  });
});

test('until the script has come, the page says Unknown; if it never comes, it goes on saying so', async ({
  page,
  hostile,
  expectConsole,
}) => {
  expectConsole(/status of 404 .*\/assets\//);
  const raw = await hostile({
    'GET /assets/': ({ incoming, outgoing, pass }) =>
      incoming.url?.endsWith('.js')
        ? void outgoing.writeHead(404).end()
        : pass().then(({ headers, body }) => void outgoing.writeHead(200, headers).end(body)),
  });
  await page.goto(raw.origin);
  await expect(heading(page, 'Kill Switch Console')).toBeVisible();
  await expect(page.getByText(/^Unknown — the state/)).toBeVisible();
  await expect(page.getByText('If this stays, reload the page.')).toBeVisible();
  await expect(page).toHaveTitle(/^Unknown/);
  await expect(badge(page)).toHaveCount(0);
});
