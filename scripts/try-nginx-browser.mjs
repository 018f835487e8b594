// @ts-check
// The part of `npm run try-nginx` that needs a browser: the levers through nginx, and connections that break during a
// toggle.
import { startNginx } from './nginx.mjs';

/** @typedef {{ method: string, path: string, query: Record<string, string>, body: unknown }} Recorded */
/** @typedef {{ requests: readonly Recorded[], faults: { set(target: string, fault: string | null): void, clear(): void }, reset(): Promise<void> }} Backend */
/** @typedef {{ origin: string, port: number, backend: Backend, start(): Promise<void>, stop(): Promise<void> }} Mock */
/** @typedef {{ tenantId: string, email: string, password: string }} Persona */
/** @typedef {(what: string, holds: boolean, detail?: string) => void} Check */
/** @typedef {{ chromium: string, dist: string, mock: Mock, admin: Persona, check: Check }} Trial */

/** @param {Trial} trial */
export async function tryBrowser({ chromium, dist, mock, admin, check }) {
  const playwright = await import('@playwright/test');
  const browser = await playwright.chromium.launch({ executablePath: chromium });
  console.log(`\nIn Chromium ${browser.version()}`);
  /** @param {(conf: string) => string} [edit] */
  const open = async (edit) => {
    await mock.backend.reset();
    const nginx = await startNginx({ dist, apiPort: mock.port, ...(edit ? { edit } : {}) });
    const context = await browser.newContext({ baseURL: nginx.origin });
    const page = await context.newPage();
    /** @type {string[]} */
    const said = [];
    page.on('console', (message) => said.push(`${message.text()} ${message.location().url}`));
    await page.goto('/');
    await page.getByRole('textbox', { name: 'Tenant ID' }).fill(admin.tenantId);
    await page.getByRole('textbox', { name: 'Email' }).fill(admin.email);
    await page.getByLabel('Password').fill(admin.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await state(page, 'Disengaged');
    return { nginx, page, said, close: () => context.close().then(() => nginx.stop()) };
  };

  const { page, said, close } = await open();
  check('the console signs in', true);
  await toggle(page, 'Engage', 'Browser through nginx');
  await state(page, 'Engaged at');
  await page.reload();
  await state(page, 'Engaged at');
  check('it engages, also after a reload', true);
  await toggle(page, 'Disengage', 'Over again');
  await state(page, 'Disengaged');
  await page.getByRole('table', { name: 'Activation history' }).getByText('Over again').waitFor();
  check('it disengages, and the reason is recorded', true);
  // Before the sign-in, the console asks whether a cookie is still valid.
  const unexpected = said.filter((text) => !/ 401 .*\/auth\/me$/.test(text));
  check('the browser complains of nothing', unexpected.length === 0, unexpected.join(' '));
  await close();

  /** How often the API receives the engage when every connection breaks during it. @param {(conf: string) => string} [edit] */
  const sent = async (edit) => {
    const opened = await open(edit);
    mock.backend.faults.set('toggle', 'hang');
    const from = mock.backend.requests.length;
    const levers = () => mock.backend.requests.slice(from).filter(({ method }) => method === 'POST').length;
    await toggle(opened.page, 'Engage', 'The connection breaks', async () => {
      // As after opening another page of the console, whose files leave connections open.
      await opened.page.evaluate(() => Promise.all([1, 2, 3, 4, 5, 6].map((n) => fetch(`/robots.txt?${n}`))));
    });
    while (levers() === 0) await new Promise((done) => setTimeout(done, 20));
    opened.nginx.loseWorkers();
    // The browser repeats the request at once or never.
    await new Promise((done) => setTimeout(done, 1_000));
    mock.backend.faults.clear();
    await opened.close();
    return levers();
  };
  const times = await sent();
  check('a connection that breaks under Engage: sent once', times === 1, times === 1 ? '' : `${times} times`);
  const kept = await sent((conf) => keepAlive(conf, ''));
  console.log(`- for comparison, connections kept alive: sent ${kept} times`);
  const partly = await sent((conf) => keepAlive(conf, 'keepalive_timeout 0;'));
  console.log(`- for comparison, kept alive for files, closed after the API's answers: sent ${partly} times`);
  await browser.close();
}

/** @param {string} conf @param {string} inApi the directive for the locations of the API */
function keepAlive(conf, inApi) {
  return conf
    .replace('keepalive_timeout 0;', 'keepalive_timeout 75s;')
    .replace('proxy_pass http://api;', `proxy_pass http://api; ${inApi}`);
}

/** @param {import('@playwright/test').Page} page @param {string} words */
function state(page, words) {
  return page.getByRole('status', { name: 'Kill switch status' }).getByText(words).first().waitFor();
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {'Engage' | 'Disengage'} lever
 * @param {string} reason
 * @param {() => Promise<void>} [beforeConfirm]
 */
async function toggle(page, lever, reason, beforeConfirm) {
  await page.getByRole('button', { name: lever, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `${lever} kill switch` });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await beforeConfirm?.();
  await dialog.getByRole('button', { name: `${lever} kill switch` }).click();
}
