import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { watchTest, type ConsoleWatch } from '../support/console-watch';
import { originOf, startPreview } from './previews';

export { expect } from '@playwright/test';

/** The demo build: the backend runs in the browser, behind a service worker, and every browser has its own. */
export const test = base.extend<
  { quiet: ConsoleWatch; expectConsole: (...patterns: RegExp[]) => void },
  { demo: string }
>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants a pattern here, and nothing is needed
    async ({}, provide) => {
      const preview = await startPreview('demo');
      await provide(originOf(preview));
      await preview.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ demo }, provide) => provide(demo),
  quiet: [watchTest, { auto: true }],
  expectConsole: async ({ quiet }, provide) => provide((...patterns) => quiet.allow(...patterns)),
});

/** Opens the demo's own controls, and everything in them. */
export async function openPanel(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Demo controls' });
  await expect(panel).toBeVisible();
  if ((await panel.getByRole('button', { name: 'Demo', expanded: false }).count()) > 0) {
    await panel.getByRole('button', { name: 'Demo' }).click();
  }
  const person = panel.getByRole('group', { name: 'Person' });
  // A summary has no role of its own.
  if (!(await person.isVisible())) await panel.getByText('More', { exact: true }).click();
  await expect(person).toBeVisible();
  return panel;
}

export const agents = (page: Page) => page.getByRole('region', { name: 'Live agents' });
export const story = (page: Page) => page.getByRole('region', { name: 'Story', exact: true });

/** Waits until the story has come to this step: what is spoken says so. */
export async function expectStep(page: Page, step: number, words: RegExp) {
  await expect(story(page).getByRole('status')).toHaveText(
    new RegExp(`^Step ${step} of \\d: ${words.source}`),
  );
}
