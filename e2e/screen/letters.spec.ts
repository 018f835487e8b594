import { expectState, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import type { Page } from '@playwright/test';

/** A layout shift as the browser reports it. Only Chromium has it, and TypeScript does not know it. */
interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node }[];
}

/** The answers come one after the other, each after the page was drawn without it. */
const LATE_MS = { decision: 200, audit: 400, guardian: 600, control: 600 } as const;

async function answerLate(page: Page) {
  for (const [system, ms] of Object.entries(LATE_MS))
    await page.route(
      (url) => url.pathname.startsWith(`/${system}/`),
      async (route) => {
        await new Promise((done) => setTimeout(done, ms));
        await route.continue();
      },
    );
}

/** Adds up every shift from now on, in each document. Google calls a page good up to 0.1. */
async function addUpShifts(page: Page) {
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      const shifts = (list.getEntries() as Shift[]).filter((entry) => !entry.hadRecentInput);
      const sum = shifts.reduce((all, { value }) => all + value, Number(Reflect.get(window, 'shifted')));
      Object.assign(window, { shifted: sum });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'shifted')));
}

const pages = {
  '/kill-switch': 'Kill Switch',
  '/kill-switch/history': 'Activation history',
  '/safe-mode': 'Safe Mode',
  '/recovery': 'Recovery',
};

test('nothing on a page moves while its answers arrive one after the other, on a wide screen and on a phone', async ({
  page,
  signIn,
}) => {
  await signIn();
  const shifted = await addUpShifts(page);
  await answerLate(page);
  for (const width of [1280, 390])
    for (const [path, title] of Object.entries(pages)) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(path);
      await expect(heading(page, title)).toBeVisible();
      await expect(page.getByRole('link', { name: /^Safe Mode is off/ })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expect(page.getByText(/Loading|Reading|Checking…/)).toHaveCount(0);
      expect(await shifted(), `${path} at ${width} px`).toBeLessThan(0.04);
    }
});

test('the console’s letters come after the lever, and are used from the next visit on, without moving anything', async ({
  page,
  signIn,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const font = () => asked.findIndex((path) => path.endsWith('.woff2'));
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    // What a page itself loads later is a matter of that page's tests.
    new PerformanceObserver((list) => {
      for (const { node } of list.getEntries().flatMap((entry) => (entry as Shift).sources))
        if (node instanceof Element && !node.closest('main')) moved.push(node.outerHTML.slice(0, 120));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(font()).toBe(-1);
  await signIn();
  await expectState(page, /^Disengaged/);
  await expect.poll(font).toBeGreaterThan(asked.findIndex((path) => path.startsWith('/decision/')));
  const html = page.locator('html');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ksc.inter'))).toMatch(/woff2$/);
  await expect(html).not.toHaveAttribute('data-inter');
  await page.reload();
  await expectState(page, /^Disengaged/);
  await expect(html).toHaveAttribute('data-inter');
  expect(await page.evaluate(() => document.fonts.check('1em Inter'))).toBe(true);
  await expect(page.getByText('Safe Mode is off')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toEqual([]);
});
