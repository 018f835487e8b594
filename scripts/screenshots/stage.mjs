// @ts-check
// A page in front of a server, with both clocks standing still, and what a person does on it.
import { repeatableRandom } from './random.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('../../mocks/serve/stage').Stage} Stage */
/** @typedef {import('../../mocks/seeds/personas').PersonaKey} PersonaKey */

export const START = Date.parse('2026-11-21T09:30:00Z');
/** As the server's clock may differ from the page's without being noticed. */
const STEP_MS = 2_000;

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 */
export async function openPage(browser, origin) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  await context.addInitScript(repeatableRandom);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
  await page.clock.install({ time: START - 1_000 });
  await page.clock.pauseAt(START);
  return page;
}

/** What the steps of a state are written with. @param {Page} page @param {Stage | null} stage */
export function createActor(page, stage) {
  const actor = {
    page,
    /** Only of the console's own states: the demo has its server in the page. */
    get backend() {
      if (!stage) throw new Error('The demo has its server in the page.');
      return stage.backend;
    },
    /** Signs in by the cookie, as if the person had signed in before. @param {PersonaKey} person @param {string} tenantId */
    async enter(person, tenantId) {
      const value = await actor.backend.signInAs(person);
      await page.context().addCookies([{ name: 'acp_token', value, url: stage?.origin ?? '', httpOnly: true }]);
      await page.context().addInitScript((id) => localStorage.setItem('ksc.tenant', id), tenantId);
    },
    /** Waits until it is visible, in the smallest steps of the page's clock: timers without delay must run. @param {Locator} shown */
    async until(shown) {
      for (let turn = 0; turn < 600; turn++) {
        if (await shown.first().isVisible()) return;
        await page.clock.runFor(1);
        await new Promise((done) => setTimeout(done, 10));
      }
      throw new Error(`Not shown: ${String(shown)}`);
    },
    /** @param {string} name */
    heading: (name) => page.getByRole('heading', { level: 1, name }),
    /** @param {string} name */
    button: (name) => page.getByRole('button', { name, exact: true }),
    /** @param {RegExp} words */
    state: (words) => page.getByRole('status', { name: 'Kill switch status' }).filter({ hasText: words }),
    /** @param {string} name */
    async press(name) {
      await actor.until(actor.button(name));
      await actor.button(name).click();
    },
    /** Opens the dialog of a button, and types. @param {string} name @param {Record<string, string>} fields */
    async compose(name, fields) {
      await actor.press(name);
      const dialog = page.getByRole('dialog');
      await actor.until(dialog);
      for (const [field, text] of Object.entries(fields)) {
        await actor.until(dialog.getByRole('textbox', { name: field }));
        await dialog.getByRole('textbox', { name: field }).fill(text);
      }
      return dialog;
    },
    /** @param {string} name of the lever @param {string} reason */
    async toggle(name, reason) {
      const dialog = await actor.compose(name, { Reason: reason });
      await dialog.getByRole('button', { name: `${name} kill switch` }).click();
    },
    /** Both clocks go on together. @param {number} ms */
    async pass(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        const step = Math.min(left, STEP_MS);
        stage?.pass(step);
        await page.clock.runFor(step);
        await page.waitForLoadState('networkidle');
      }
      await actor.settle();
    },
    /** Lets the page take in what has come. */
    async settle() {
      for (let turn = 0; turn < 10; turn++) {
        await page.clock.runFor(10);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
  };
  return actor;
}

/** @typedef {ReturnType<typeof createActor>} Actor */
