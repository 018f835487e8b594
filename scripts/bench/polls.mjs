// @ts-check
// A day of polling: how much memory it leaves in use, and how many requests an hour it sends.
import { signIn } from './setting.mjs';

const POLL_MS = 30_000;
const DAY = 2_880;
const HOUR = 120;

/** @typedef {import('./setting.mjs').Setting} Setting */

/**
 * @param {Setting} setting
 * @returns {Promise<{ title: string, table: string[][] }[]>}
 */
export async function measurePolls({ browser, startServer, personas }) {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  await page.clock.install();
  // A session that lasts as long as the measurement. Otherwise the page would correctly stop asking after 15 minutes.
  await page.route('**/auth/token', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    await route.fulfill({ response, json: { ...body, data: { ...body.data, expires_in: 1_000_000 } } });
  });
  await page.goto('/kill-switch');
  await signIn(page, personas.admin);
  await page.getByRole('button', { name: 'Engage', exact: true }).waitFor();
  let asked = 0;
  page.on('request', () => asked++);
  const poll = async () => {
    const status = page.waitForResponse(/\/decision\/kill-switch\//);
    await page.clock.runFor(POLL_MS);
    await status;
  };
  const polls = async (/** @type {number} */ count) => {
    for (let turn = 0; turn < count; turn++) await poll();
  };

  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  const held = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const value = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { heap: value('JSHeapUsedSize'), listeners: value('JSEventListeners'), nodes: value('Nodes') };
  };

  await polls(HOUR);
  asked = 0;
  await polls(HOUR);
  const visible = asked;
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  asked = 0;
  await polls(HOUR);
  const hidden = asked;

  const before = await held();
  await polls(DAY);
  const after = await held();
  await context.close();
  await server.stop();
  const kB = (/** @type {number} */ bytes) => (bytes / 1_000).toFixed(0);
  return [
    {
      title: 'Requests an hour on /kill-switch, disengaged, mode NORMAL',
      table: [
        ['', 'requests'],
        ['visible', String(visible)],
        ['hidden (by the page’s own clock; browsers may wake it less often)', String(hidden)],
      ],
    },
    {
      title: `What ${DAY} polls leave behind, after garbage collection`,
      table: [
        ['', 'before', 'after'],
        ['JavaScript heap (kB)', kB(before.heap), kB(after.heap)],
        ['event listeners', String(before.listeners), String(after.listeners)],
        ['DOM nodes', String(before.nodes), String(after.nodes)],
      ],
    },
  ];
}
