import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

const OPEN_DIALOG = 'dialog[open]';
/** A table of 50 rows takes axe seconds, and its further rows look as the first twelve do. */
const FURTHER_ROWS = 'tr:nth-child(n + 13)';
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A reason that is one very long word, and then many short ones. */
export const LONG = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)} ${'a b '.repeat(60)}`;

/**
 * What axe finds wrong with the page as it is now, in light and in dark, which differ in nothing but colours. With a dialog
 * open it is the dialog: what is behind it can neither be reached nor be read, and is a state of its own. With a part named it
 * is that part: the others were looked at before.
 */
export async function expectAccessible(page: Page, what: string, part?: Locator) {
  const inDialog = (await page.locator(OPEN_DIALOG).count()) > 0;
  // Axe takes selectors only.
  await part?.evaluate((element) => element.setAttribute('data-look', ''));
  const within = part ? '[data-look]' : inDialog ? OPEN_DIALOG : null;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Legacy mode: without frames of other origins there is nothing that the newer one, with a page of its own, adds.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
    if (within !== null) axe.include(within);
    axe.exclude(FURTHER_ROWS);
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(rules) : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Nothing is wider than the screen, no text is cut by its box, and nothing sticks out of its cell. Call with the page at rest. */
export async function expectFits(page: Page, what: string) {
  const tooWide = await page.evaluate(() => {
    const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
    const whole = scrollWidth > clientWidth ? [`the page: ${scrollWidth} > ${clientWidth}`] : [];
    const cut = [...document.querySelectorAll('body *')].filter((element) => {
      const { overflowX, position } = getComputedStyle(element);
      // What is typed into a field scrolls in it.
      const scrolls = element.matches('input, textarea, select');
      const forEyes = position !== 'absolute' && element.clientWidth > 1 && !scrolls;
      return forEyes && overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    });
    const open = document.querySelector('dialog[open]')?.getBoundingClientRect();
    const off = open && (open.left < 0 || open.right > clientWidth) ? ['the dialog leaves the screen'] : [];
    const outside = [...document.querySelectorAll('td, th')].filter((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      // What only a screen reader is told has no place on the page.
      const shown = [...cell.querySelectorAll('*')].filter(({ clientWidth: width }) => width !== 1);
      const boxes = shown.map((element) => element.getBoundingClientRect());
      return boxes.some((box) => box.width > 0 && (box.left < left - 1 || box.right > right + 1));
    });
    const html = ({ outerHTML }: Element) => outerHTML.slice(0, 120);
    return [...whole, ...off, ...cut.map(html), ...outside.map((cell) => `out of its cell: ${html(cell)}`)];
  });
  expect(tooWide, what).toEqual([]);
}

/** The looks of a state, once: accessible as it is, and nothing cut at 320 px, which is also what 1280 px become at 400 % zoom. */
export async function expectLooks(page: Page, what: string, part?: Locator) {
  await expectAccessible(page, what, part);
  await page.setViewportSize({ width: 320, height: 720 });
  await expectFits(page, `${what} at 320 px`);
  await page.setViewportSize({ width: 1280, height: 720 });
}
