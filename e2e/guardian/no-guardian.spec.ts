import type { Page } from '@playwright/test';
import { button, expectState, heading, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';
import { banner, hostOperations, openPage, sidebar } from './guardian-page';

// A deployment without a Guardian and without a control API is an ordinary one.

const STOP = 'Request frontend stop';
const COMMAND = '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm';
const pages = ['Kill Switch', 'Activation history', 'Recovery'] as const;

/** The page as whoever deploys it writes it. */
async function deployWith(page: Page, ...names: string[]) {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    let html = await response.text();
    for (const name of names) {
      const tag = new RegExp(`<meta name="${name}" content="" ?/?>`);
      expect(html, `the page has a meta tag ${name}`).toMatch(tag);
      html = html.replace(tag, `<meta name="${name}" content="none" />`);
    }
    return route.fulfill({ response, body: html });
  });
}

test('by its meta tags: no banner, no page, no command and no request of either', async ({
  page,
  server,
  signIn,
}) => {
  await deployWith(page, 'guardian', 'control-api');
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'It works without a Guardian');
  await expectState(page, /^Engaged/);
  await toggle(page, 'disengage', 'And back');
  await expectState(page, /^Disengaged/);
  await expect(sidebar(page).getByRole('link', { name: 'Safe Mode' })).toHaveCount(0);
  for (const name of pages) {
    await openPage(page, name);
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByText(/exacta-guardian|ProgramData/)).toHaveCount(0);
  }
  await expect(hostOperations(page)).toContainText('This server has no control API');
  await expect(button(page, STOP)).toHaveCount(0);
  await expect(hostOperations(page).getByText(COMMAND)).toBeVisible();
  await page.goto('/safe-mode');
  await expect(heading(page, 'Page not found')).toBeVisible();
  const asked = server.backend.requests.filter(({ path }) => /^\/(guardian|control)\//.test(path));
  expect(asked).toEqual([]);
});
