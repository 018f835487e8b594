// @ts-check
// Steps on the history page with 20 and with 10,000 toggles, on a slowed CPU.

const SLOWDOWN = 4;
const REPEATS = 7;

/** @typedef {import('./setting.mjs').Setting} Setting */

/**
 * @param {Setting} setting
 * @returns {Promise<{ title: string, table: string[][] }>}
 */
export async function measureHistory(setting) {
  const small = await measure(setting, 'twenty');
  const large = await measure(setting, 'ten-thousand');
  const rows = Object.keys(large).map((name) => {
    const [few, many] = [small[name] ?? 0, large[name] ?? 0];
    return [name, few.toFixed(1), many.toFixed(1), few > 0 ? `${(many / few).toFixed(1)}×` : ''];
  });
  return {
    title: `Activation history, CPU slowed ${SLOWDOWN}×, median of ${REPEATS}`,
    table: [['', '20 rows', '10,000 rows', 'ratio'], ...rows],
  };
}

/**
 * Steps of the history page, in ms, and its number of DOM nodes.
 *
 * @param {Setting} setting
 * @param {string} seed
 * @returns {Promise<Record<string, number>>}
 */
async function measure({ browser, startServer, personas }, seed) {
  const server = await startServer(seed);
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  const { tenantId, email, password } = personas.auditor;
  await page.goto('/kill-switch/history');
  await page.getByLabel('Tenant ID').fill(tenantId);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });

  const answered = page.waitForResponse(/\/audit\/logs\?action=/).then(() => performance.now());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const table = page.getByRole('table', { name: 'Incidents' });
  await table.waitFor();
  const firstRows = performance.now() - (await answered);
  await page.getByText(/^Shown: all [\d,]+ toggles\.$/).waitFor({ timeout: 120_000 });

  await cdp.send('Performance.enable');
  const text = page.getByRole('searchbox', { name: 'Search' });
  const box = await text.evaluateHandle((element) => element);
  const type = (/** @type {string} */ value) =>
    box.evaluate((element, typed) => {
      if (!(element instanceof HTMLInputElement)) return;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, typed);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }, value);
  const idle = await work(page, cdp, () => box.evaluate(() => null));
  const filter = (await work(page, cdp, (turn) => type(turn % 2 === 0 ? 'drill' : ''))) - idle;
  await type('');
  const scroll =
    (await work(page, cdp, (turn) =>
      box.evaluate((_, by) => window.scrollBy(0, by), turn % 2 === 0 ? 400 : -400),
    )) - idle;
  const turned =
    seed === 'twenty' ? null : await page.getByRole('button', { name: 'Older', exact: true }).elementHandle();
  const back =
    seed === 'twenty' ? null : await page.getByRole('button', { name: 'Newer', exact: true }).elementHandle();
  const step =
    turned && back
      ? (await work(page, cdp, (turn) =>
          (turn % 2 === 0 ? turned : back).evaluate((lever) => lever instanceof HTMLElement && lever.click()),
        )) - idle
      : 0;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await context.close();
  await server.stop();
  return {
    'first rows after the first answer (ms)': firstRows,
    'filter step (ms of work)': filter,
    'page step (ms of work)': step,
    'scroll step (ms of work)': scroll,
    'DOM nodes': nodes,
  };
}

/**
 * The median time that the main thread works (scripts, style, layout; not the software painting of a machine without a GPU),
 * from an action until the page has settled.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').CDPSession} cdp
 * @param {((turn: number) => Promise<unknown>)} act
 */
async function work(page, cdp, act) {
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const parts = metrics.filter(({ name }) => /^(Script|Layout|RecalcStyle)Duration$/.test(name));
    return parts.reduce((sum, { value }) => sum + value, 0) * 1000;
  };
  // A deferred render paints one frame after the urgent one.
  const settled = () =>
    page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
  const spent = [];
  for (let turn = -1; turn < 2 * REPEATS; turn++) {
    await settled();
    const before = await busy();
    await act(turn);
    await settled();
    if (turn >= 0) spent.push((await busy()) - before);
  }
  return spent.toSorted((a, b) => a - b)[Math.floor(spent.length / 2)] ?? 0;
}
