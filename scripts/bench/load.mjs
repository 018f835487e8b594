// @ts-check
// How soon Engage can be clicked after a reload, compared with a page of bare React with one button, built in the same run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { startFront } from './front.mjs';
import { dist, root, signIn } from './setting.mjs';

const REPEATS = 7;
const slow = { rate: 4, latency: 150, bytesPerSecond: 1_500_000 / 8 };

/** @typedef {import('./setting.mjs').Setting} Setting */

/**
 * @param {Setting} setting
 * @returns {Promise<{ title: string, table: string[][] }>}
 */
export async function measureLoad(setting) {
  const server = await setting.startServer();
  const front = await startFront(dist, server.origin);
  const bare = await startFront(await buildBare(), null);
  const rows = [];
  for (const [name, throttled] of /** @type {const} */ ([
    ['plain', false],
    ['150 ms, 1.5 Mbit/s, CPU ÷ 4', true],
  ])) {
    const ours = await median(setting, front.origin, throttled, true);
    const theirs = await median(setting, bare.origin, throttled, false);
    rows.push([
      name,
      ours.ms.toFixed(0),
      theirs.ms.toFixed(0),
      `${(ours.ms / theirs.ms).toFixed(2)}×`,
      String(ours.requests),
    ]);
  }
  bare.stop();
  front.stop();
  await server.stop();
  return {
    title: `Time until Engage can be clicked after a reload of /kill-switch, ms, median of ${REPEATS}`,
    table: [['', 'console', 'bare React', 'ratio', 'requests until then'], ...rows],
  };
}

/** @returns {Promise<string>} the folder of the build */
async function buildBare() {
  const source = join(root, 'node_modules/.cache/bench-bare');
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  writeFileSync(
    join(source, 'index.html'),
    '<!doctype html><html lang="en"><title>Bare</title><div id="root"></div><script type="module" src="./main.js"></script></html>',
  );
  writeFileSync(
    join(source, 'main.js'),
    "import { createElement } from 'react'; import { createRoot } from 'react-dom/client';" +
      "createRoot(document.getElementById('root')).render(createElement('button', { onClick() {} }, 'Engage'));",
  );
  await build({
    configFile: false,
    root: source,
    logLevel: 'error',
    // The compared page must use React's production build too, whatever was loaded before.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { modulePreload: { polyfill: false } },
  });
  return join(source, 'dist');
}

/**
 * @param {Setting} setting
 * @param {string} origin
 * @param {boolean} throttled
 * @param {boolean} signsIn
 */
async function median({ browser, personas }, origin, throttled, signsIn) {
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  // Measured in the page: the time from the start of the navigation until there is an `Engage` button that is not disabled.
  await page.addInitScript(() => {
    const look = () => {
      const found = [...document.querySelectorAll('button')].some(
        (button) => button.textContent === 'Engage' && button.getAttribute('aria-disabled') === null,
      );
      if (!found) return;
      observer.disconnect();
      Object.assign(window, { clickable: true });
      console.log('clickable', performance.now(), performance.getEntriesByType('resource').length + 1);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto('/kill-switch');
  if (signsIn) await signIn(page, personas.admin);
  await page.waitForFunction(() => 'clickable' in window);
  const cdp = await context.newCDPSession(page);
  if (throttled) {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow.rate });
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: slow.latency,
      downloadThroughput: slow.bytesPerSecond,
      uploadThroughput: slow.bytesPerSecond,
    });
  }
  const times = [];
  for (let turn = 0; turn < REPEATS; turn++) {
    // The page itself reports it, because asking the page would take 10 ms of its time.
    const told = page.waitForEvent('console', (message) => message.text().startsWith('clickable'));
    await page.reload();
    const [, ms, requests] = (await told).text().split(' ').map(Number);
    times.push({ ms: ms ?? NaN, requests: requests ?? NaN });
  }
  await context.close();
  const middle = times.toSorted((a, b) => a.ms - b.ms)[Math.floor(times.length / 2)];
  if (!middle) throw new Error('Nothing was measured');
  return middle;
}
