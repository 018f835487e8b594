// @ts-check
// `npm run screenshots`: pictures of every state of every page, at every width and in every look, to be looked at. They are
// not committed. `-- --readme` makes the few pictures of README instead. Clock, ids, zone and size are fixed, so that a
// picture changes only when its page changes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';
import { readmeSetting, settings } from './screenshots/settings.mjs';
import { createActor, openPage, START } from './screenshots/stage.mjs';
import { states } from './screenshots/states.mjs';

/** @typedef {import('./screenshots/states.mjs').State} State */
/** @typedef {import('./screenshots/settings.mjs').Setting} Setting */

const usage = `Usage: npm run screenshots [-- options]
Pictures every state of every page at five widths, light, dark, in forced colours and on paper, into screenshots/.

  --readme       only the pictures of README, into docs/screenshots/
  --state TEXT   only the states whose names contain this`;
const { values } = readOptions(usage, {
  readme: { type: 'boolean', default: false },
  state: { type: 'string', default: '' },
});
const wanted = states.filter(
  ({ name, readme }) => name.includes(values.state) && (readme !== undefined || !values.readme),
);

stopWhenTold();
const builds = mkdtempSync(join(tmpdir(), 'console-pictures-'));
process.on('exit', () => rmSync(builds, { recursive: true, force: true }));
// Variables that are exported for `npm run dev:api` must not change the pictures.
for (const name of ['API_ORIGIN', 'BASE_PATH', 'NODE_ENV']) delete process.env[name];
await ensureInstalled();
const { build, preview, runnerImport } = await import('vite');
const shipped = join(builds, 'production');
const demo = join(builds, 'demo');
for (const [mode, outDir] of Object.entries({ production: shipped, demo })) {
  const isNeeded = wanted.some(({ isDemo = false }) => isDemo === (mode === 'demo'));
  if (isNeeded) await build({ root, mode, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}
const options = { root, logLevel: /** @type {const} */ ('error') };
/** @type {typeof import('../mocks/serve/stage')} */
const { startStage } = (await runnerImport('./mocks/serve/stage.ts', options)).module;
/** @type {typeof import('../mocks/seeds/personas')} */
const { personas } = (await runnerImport('./mocks/seeds/personas.ts', options)).module;
const listen = { host: '127.0.0.1', port: 0 };
const site = await preview({ ...options, mode: 'demo', build: { outDir: demo }, preview: listen });
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await ensureChromium() });
let failed = 0;
try {
  for (const state of wanted) await pictures(state);
} finally {
  await browser.close();
  await site.close();
}
process.exitCode = failed > 0 ? 1 : 0;

/** Brings a page into the state once, and pictures it in every setting. @param {State} state */
async function pictures(state) {
  const { seed, faults = {} } = state;
  const stage = state.isDemo
    ? null
    : await startStage({ dist: shipped, at: START, seed: { seed: 'lived-in', ...seed }, faults });
  const page = await openPage(browser, stage?.origin ?? site.resolvedUrls?.local[0] ?? '');
  const actor = createActor(page, stage);
  try {
    if (state.as) await actor.enter(state.as, personas[state.as].tenantId);
    if (stage) await state.before?.(stage.backend);
    await page.goto(state.path);
    await state.play(actor);
    await actor.settle();
    for (const setting of values.readme ? [readmeSetting] : settings) await picture(actor, state, setting);
  } catch (error) {
    failed += 1;
    console.error(`${state.name} could not be pictured: ${error instanceof Error ? error.message : error}`);
  } finally {
    await page.context().close();
    await stage?.stop();
  }
}

/** @param {import('./screenshots/stage.mjs').Actor} actor @param {State} state @param {Setting} setting */
async function picture({ page, settle }, state, { name, width, height, media }) {
  await page.setViewportSize({ width, height });
  // The agents' ticks move only as the page's clock does.
  await page.emulateMedia({ reducedMotion: state.isDemo ? 'no-preference' : 'reduce', ...media });
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await settle();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) console.log(`${state.name} at ${name} is ${wide} px wider than its screen.`);
  const folder = values.readme ? 'docs/screenshots' : join('screenshots', state.name);
  const path = resolve(root, folder, `${values.readme ? state.readme : name}.png`);
  mkdirSync(resolve(root, folder), { recursive: true });
  const fullPage = !values.readme && !state.isDialog;
  await page.screenshot({ path, fullPage, caret: 'hide', animations: 'disabled' });
}
