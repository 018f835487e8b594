// @ts-check
// `npm run screenshots [-- folder]`: makes the pictures of README again, from the demo build. Clock, ids, zone and size are
// fixed, so that a picture changes only when its page changes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {{ tenantId: string, email: string, password: string }} Persona */

const START = Date.parse('2026-11-21T09:30:00Z');
const WIDTH = 1280;
const HEIGHT = 860;
const usage = `Usage: npm run screenshots [-- docs/screenshots]
Makes the pictures of README anew in that folder, from a demo build of its own.`;
const { words } = readOptions(usage, {}, { positionals: 1 });
const folder = resolve(root, words[0] ?? 'docs/screenshots');

stopWhenTold();
const outDir = mkdtempSync(join(tmpdir(), 'console-demo-'));
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
// Variables that are exported for `npm run dev:api` must not change the pictures.
for (const name of ['API_ORIGIN', 'BASE_PATH', 'NODE_ENV']) delete process.env[name];
await ensureInstalled();
const { build, preview, runnerImport } = await import('vite');
await build({ root, mode: 'demo', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const site = await preview({
  root,
  mode: 'demo',
  logLevel: 'error',
  build: { outDir },
  preview: { host: '127.0.0.1', port: 0 },
});
const origin = site.resolvedUrls?.local[0] ?? '';
const { module } = await runnerImport('./mocks/seeds/personas.ts', { root, logLevel: 'error' });
const { admin } = /** @type {{ personas: { admin: Persona } }} */ (module).personas;
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await ensureChromium() });
try {
  await pictureTheSwitch();
  await pictureTheHost();
} finally {
  await browser.close();
  await site.close();
}

async function pictureTheSwitch() {
  const page = await signedIn();
  await page.getByRole('button', { name: 'Engage', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Engage kill switch' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Billing agent issues refunds in a loop');
  // The number of ids used so far depends on the network, but the id of the request must always be the same.
  await page.evaluate(repeatableRandom);
  await dialog.getByRole('button', { name: 'Engage kill switch' }).click();
  await until(page, badge(page).getByText('Engaged at').first());
  await until(page, page.getByText('Logged under your name, with your reason.'));
  await passTo(page, 3_500);
  await picture(page, 'kill-switch');

  await open(page, 'Activation history');
  await until(page, page.getByText(/^Shown: all \d+ toggles\.$/));
  await passTo(page, 6_500);
  await picture(page, 'history');
  await page.context().close();
}

async function pictureTheHost() {
  const page = await signedIn();
  await passTo(page, 1_500);
  const panel = page.getByRole('region', { name: 'Demo controls' });
  await panel.getByText('Demo', { exact: true }).click();
  await panel.getByRole('button', { name: 'Drop KILL file' }).click();
  await until(page, panel.getByText('KILL file dropped.'));
  await panel.getByText('Demo', { exact: true }).click();
  // The Guardian checks every 5 seconds.
  await passTo(page, 8_600);
  await open(page, 'Safe Mode');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await until(page, page.getByText('SAFE MODE').first());
  await until(page, page.getByRole('heading', { name: 'Kill mechanisms' }));
  await passTo(page, 13_900);
  await picture(page, 'safe-mode');

  await open(page, 'Recovery');
  const question = page.getByRole('group', { name: 'What happened?' });
  await until(page, question);
  await question.getByRole('radio').first().check();
  await passTo(page, 15_500);
  await picture(page, 'recovery');
  await page.context().close();
}

/** A page with its own browser profile, with its clock stopped at `START`, signed in as ADMIN. */
async function signedIn() {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: WIDTH, height: HEIGHT },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  await context.addInitScript(repeatableRandom);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
  await page.clock.install({ time: START - 1_000 });
  await page.clock.pauseAt(START);
  await page.goto('/');
  await until(page, page.getByRole('heading', { name: 'Sign in' }));
  await page.getByRole('textbox', { name: 'Tenant ID' }).fill(admin.tenantId);
  await page.getByRole('textbox', { name: 'Email' }).fill(admin.email);
  await page.getByLabel('Password').fill(admin.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await until(page, badge(page).getByText('Disengaged').first());
  await until(page, page.getByRole('table', { name: 'Activation history' }));
  return page;
}

/** Runs in the page: makes the ids the same every time. */
function repeatableRandom() {
  let state = 1;
  /** @param {ArrayBufferView | null} view */
  const fill = (view) => {
    if (!view) return view;
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (const index of bytes.keys()) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[index] = state >>> 16;
    }
    return view;
  };
  Object.defineProperty(crypto, 'getRandomValues', { value: fill, configurable: true });
  Object.defineProperty(crypto, 'randomUUID', {
    configurable: true,
    value: () => {
      const bytes = new Uint8Array(16);
      fill(bytes);
      const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const parts = [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `a${digits.slice(17, 20)}`,
      ];
      return [...parts, digits.slice(20)].join('-');
    },
  });
}

/** @param {Page} page */
function badge(page) {
  return page.getByRole('status', { name: 'Kill switch status' });
}

/** @param {Page} page @param {string} name of an entry of the sidebar */
async function open(page, name) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
  await until(page, page.getByRole('heading', { level: 1, name }));
}

/** Waits until it is visible, in the smallest steps of the page's clock: timers without delay must run. @param {Page} page @param {Locator} locator */
async function until(page, locator) {
  for (let turn = 0; turn < 1_000; turn++) {
    if (await locator.isVisible()) return;
    await page.clock.runFor(1);
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`Not shown: ${String(locator)}`);
}

/** Moves the page's clock to `ms` after `START`, and waits for everything that this starts. @param {Page} page @param {number} ms */
async function passTo(page, ms) {
  await page.clock.pauseAt(START + ms);
  await page.waitForLoadState('networkidle');
  for (let turn = 0; turn < 10; turn++) {
    await page.clock.runFor(1);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** @param {Page} page @param {string} name */
async function picture(page, name) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    const panel = document.querySelector('.demo-panel');
    if (panel instanceof HTMLElement) panel.hidden = true;
  });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  await page.evaluate(() => document.querySelector('.demo-panel')?.removeAttribute('hidden'));
  console.log(path);
}
