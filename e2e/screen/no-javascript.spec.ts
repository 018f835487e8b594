import type { Page } from '@playwright/test';
import { badge, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

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
        "curl -X POST 'https://API-HOST/decision/kill-switch/TENANT-ID'",
        '-b aegis.jar',
      ]) {
        // Playwright's own reading of text leaves out <noscript>.
        await expect(main).toContainText(words, { useInnerText: true });
      }
    }
    await expect(page.getByText('Disengaged')).toHaveCount(0);
    expect(server.backend.requests).toEqual([]);
  });
});

/** What the page says from itself, after some seconds, where the console does not come. */
const staticCard = (page: Page) => page.getByRole('heading', { name: 'If the console does not load' });

test('until the script has come, the page says Unknown; if it never comes, it says after some seconds how to act', async ({
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
  await expect(page.getByText(/^\s*Unknown — the state/)).toBeVisible();
  await expect(page.getByText('If this stays, reload the page.')).toBeVisible();
  await expect(page).toHaveTitle(/^Unknown/);
  await expect(badge(page)).toHaveCount(0);
  await expect(staticCard(page)).toBeHidden();
  // It appears by itself: by the style sheet, no script is there.
  await expect(staticCard(page)).toBeVisible();
  for (const words of [
    "-c aegis.jar -o /dev/null -w 'Answer: %{http_code}\\n' 'https://API-HOST/auth/token'",
    "curl -X POST 'https://API-HOST/decision/kill-switch/TENANT-ID'",
    '-b aegis.jar',
  ])
    await expect(page.getByRole('main')).toContainText(words);
});

test('a console whose start fails says at once how to act, and never leaves the page blank', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/out of order/);
  await page.addInitScript(() => {
    document.getElementById = () => {
      throw new Error('out of order');
    };
  });
  await page.goto('/');
  await expect(heading(page, 'Kill Switch Console')).toBeVisible();
  await expect(page).toHaveTitle(/^Unknown/);
  await expect(staticCard(page)).toBeVisible({ timeout: 4_000 });
});
