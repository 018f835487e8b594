import { expectState, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

/** A layout shift as the browser reports it. Only Chromium has it, and TypeScript does not know it. */
interface Shift extends PerformanceEntry {
  sources: { node?: Node }[];
}

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
