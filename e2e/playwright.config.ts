import { createServer, type AddressInfo, type Server } from 'node:net';
import { defineConfig, devices } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';

// Run by `npm test`, or directly: `npx playwright test -c e2e`, which then builds by itself.
const executablePath = (process.env['CHROMIUM_PATH'] ??= await findChromium());
if (!executablePath) throw new Error('No Chromium was found. `npm test` installs one, or set CHROMIUM_PATH.');

const [demo = '', production = '', api = ''] = await addresses(
  'E2E_DEMO_URL',
  'E2E_PRODUCTION_URL',
  'E2E_API_URL',
);

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath },
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
  projects: [
    // The mocks run in the page: every test has a backend of its own, and can make it misbehave.
    { name: 'demo', testIgnore: '{production,build}*.spec.ts', use: { baseURL: demo } },
    // What is shipped, with its real headers, talking through a proxy to the mocks as a real server.
    { name: 'production', testMatch: '{production,build}*.spec.ts', use: { baseURL: production } },
  ],
  webServer: [
    { command: preview(demo, '--mode demo'), cwd: '..', url: demo },
    { command: preview(production), cwd: '..', url: production, env: { API_ORIGIN: api } },
    { command: `node scripts/mock-server.mjs --port ${portOf(api)}`, cwd: '..', port: portOf(api) },
  ],
});

function preview(url: string, mode = '--mode production') {
  const vite = 'node node_modules/vite/bin/vite.js';
  const build = process.env['E2E_BUILT'] ? '' : `${vite} build --logLevel warn ${mode} && `;
  return `${build}${vite} preview --host 127.0.0.1 --strictPort --port ${portOf(url)} ${mode}`;
}

function portOf(url: string) {
  return Number(new URL(url).port);
}

/** Free ports, so that two runs on one machine do not meet. In the environment, so that the workers see the same. */
async function addresses(...variables: string[]) {
  const servers = await Promise.all(variables.map(listen));
  return servers.map((server, i) => {
    const { port } = server.address() as AddressInfo;
    server.close();
    return (process.env[variables[i] ?? ''] ??= `http://127.0.0.1:${port}`);
  });
}

function listen() {
  return new Promise<Server>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
