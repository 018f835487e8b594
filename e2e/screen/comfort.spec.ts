import type { Page } from '@playwright/test';
import { badge, heading, lever } from '../support/console';
import { expect, test } from '../support/fixtures';

// What axe does not see: target sizes, text spacing, forced colours, reduced motion; on every page of the sidebar.
const pages = ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history'];

async function visitAll(page: Page, look: (name: string) => Promise<void>) {
  for (const name of pages) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    await expect(heading(page, name)).toBeVisible();
    // Every page is at rest once its last table is there.
    await expect(page.getByText(/^(Loading|Checking|Reading)/)).toHaveCount(0);
    await look(name);
  }
}

/** Controls that are too small to be hit. WCAG 2.5.8 spares links in a line of text; a label is part of its box's target. */
const smallControls = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, textarea, a[href], summary, [tabindex="0"]')]
      .filter((element) => element.checkVisibility() && !element.closest('.skip-link'))
      .filter((element) => !(element.matches('a') && getComputedStyle(element).display === 'inline'))
      .map((element) => element.closest('label') ?? element)
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );

const focusOutline = (page: Page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return `${outlineStyle} ${outlineWidth}`;
  });

test('every control is 24 px wide and high, or a link within a text; forced colours keep the focus, reduced motion is still', async ({
  page,
  signIn,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn();
  await visitAll(page, async (name) => {
    expect(await smallControls(page), name).toEqual([]);
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving, `${name} moves by itself`).toBe(0);
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await page.keyboard.press('Tab');
    expect(await focusOutline(page), name).toBe('solid 3px');
    if (name === 'Kill Switch') {
      await expect(badge(page)).toHaveText(/^Disengaged/);
      const box = badge(page).locator('..');
      expect(await box.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('4px');
    }
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' });
  });
});

test.describe('with the text spacing of WCAG 1.4.12, at 320 px', () => {
  // The style is put in by the person, past the page's own policy.
  test.use({ bypassCSP: true, viewport: { width: 320, height: 640 } });

  test('nothing is cut off or wider than the screen', async ({ page, signIn }) => {
    await signIn();
    await visitAll(page, async (name) => {
      await page.addStyleTag({
        content:
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
      });
      const [width = 0, room = 0] = await page.evaluate(() => {
        const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
        return [scrollWidth, clientWidth];
      });
      expect(width, name).toBeLessThanOrEqual(room);
    });
  });
});

test('in forced colours every state keeps its word, its edge and a visible focus', async ({
  page,
  signIn,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn();
  await visitAll(page, async (name) => {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline, name).toBe('solid 3px');
  });
  await page.getByRole('link', { name: 'Kill Switch', exact: true }).click();
  await expect(badge(page)).toHaveText(/^Disengaged/);
});

test('in forced colours a lever that cannot be used looks different', async ({ page, signIn }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await signIn();
  await expect(badge(page)).toHaveText(/^Disengaged/);
  const look = (action: 'engage' | 'disengage') =>
    lever(page, action).evaluate((element) => {
      const { color, borderColor } = getComputedStyle(element);
      return [color, borderColor];
    });
  const [usable, not] = [await look('engage'), await look('disengage')];
  expect(not[0]).not.toBe(usable[0]);
  expect(not[1]).not.toBe(usable[1]);
});

test('with reduced motion nothing moves by itself', async ({ page, signIn }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn();
  await visitAll(page, async (name) => {
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving, name).toBe(0);
  });
  await page.getByRole('link', { name: 'Kill Switch', exact: true }).click();
  await expect(lever(page, 'engage')).toBeEnabled();
});
