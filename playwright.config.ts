import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

// Run by `npm test`, which builds before, or directly: `npx playwright test`, with `--ui` too, which builds by itself.
const executablePath = (process.env['CHROMIUM_PATH'] ??= await findChromium());
if (!executablePath) throw new Error('No Chromium was found. `npm test` installs one, or set CHROMIUM_PATH.');

const built = process.env['E2E_BUILT'] !== undefined;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  ...(built ? {} : { globalSetup: './e2e/global-setup.ts' }),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // A third one on two cores is a sixth quicker, and pulls a click's press and release so far apart that the page moves between.
  workers: 2,
  timeout: 60_000,
  // The page asks the Guardian every 5 s: what comes with its next answer may take that long.
  expect: { timeout: 12_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath },
    timezoneId: 'UTC',
    locale: 'en-GB',
    // A trace of every test costs a fifth of the time: `--trace on` writes one when it is wanted.
    trace: 'off',
  },
  projects: [
    // What is shipped, over real HTTP: every test has a server of its own, with the mock's answers (fixtures.ts).
    { name: 'production', testIgnore: 'demo*.spec.ts' },
    // The mocks run in the page, behind a service worker.
    { name: 'demo', testMatch: 'demo*.spec.ts' },
  ],
});
