// @ts-check
// What every measurement needs: a build, a browser, and the mock server.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @typedef {{ tenantId: string, email: string, password: string }} Persona */
/** @typedef {{ origin: string, stop: () => Promise<void>, backend: { requests: readonly { at: number, path: string }[] } }} Server */
/** @typedef {{ browser: import('@playwright/test').Browser, personas: { admin: Persona, auditor: Persona }, startServer: (seed?: string) => Promise<Server> }} Setting */

/**
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<Setting>}
 */
export async function createSetting(browser) {
  const { runnerImport } = await import('vite');
  // The mocks are TypeScript that only a bundler resolves; its modules have no types here.
  const load = async (/** @type {string} */ name) =>
    (await runnerImport(`./mocks/${name}.ts`, { root, logLevel: 'error' })).module;
  const { startMockServer } = await load('serve/server');
  const { createBackend } = await load('backend');
  const { createDb } = await load('seeds/create-db');
  const { personas } = await load('seeds/personas');
  return {
    browser,
    personas,
    startServer: async (seed = 'demo') =>
      startMockServer({ dist, backend: createBackend({ db: createDb({ seed }, Date.now()) }) }),
  };
}

/**
 * Signs in through the form.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Persona} person
 */
export async function signIn(page, { tenantId, email, password }) {
  await page.getByLabel('Tenant ID').fill(tenantId);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
