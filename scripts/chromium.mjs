// @ts-check
// Finds a Chromium for the browser tests, or installs one. `node scripts/chromium.mjs` prints its path.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cli, run, stopWhenTold } from './process.mjs';

// Debian's headless shell is the same engine without a desktop browser: it needs half the processor time per test.
const SYSTEM = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/**
 * The path of a Chromium: Playwright's own, otherwise CHROMIUM_PATH, otherwise one of the system; undefined when there is
 * none.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const own = await playwrightsOwn();
  if (own) return own;
  const named = process.env['CHROMIUM_PATH'];
  if (named && existsSync(named)) return named;
  if (named) console.error(`CHROMIUM_PATH names ${named}, which does not exist; looking elsewhere.`);
  // On Ubuntu these can be stubs that only say "install the snap", so each must answer.
  return SYSTEM.find((path) => existsSync(path) && answers(path));
}

/** Like `findChromium`, but installs one when there is none. Throws with advice when that fails. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  for (const { words, steps } of waysToInstall()) {
    console.error(`No Chromium found; installing one: ${words} …`);
    if (await allSucceed(steps)) {
      const installed = await findChromium();
      if (installed) return installed;
    }
  }
  throw new Error(
    'No Chromium was found and none could be installed. Do one of these, then run the tests again:\n' +
      '  npx playwright install --with-deps chromium\n' +
      '  apt-get update && apt-get install -y chromium    (Debian, as root)\n' +
      '  CHROMIUM_PATH=/path/to/chrome npm test           (any Chromium or Chrome that is there)',
  );
}

/** The ways to install it, best first. Each way is a list of commands. */
function waysToInstall() {
  const root = process.getuid?.() === 0;
  const playwright = [process.execPath, cli('@playwright/test', 'playwright'), 'install'];
  const apt = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'fonts-liberation'];
  return [
    ...['chromium-headless-shell', 'chromium'].map((name) => ({
      words: `apt-get update && apt-get install -y ${name}`,
      steps: [
        ['apt-get', 'update', '-qq'],
        [...apt, name],
      ],
      fits: root && isDebian(),
    })),
    {
      words: 'npx playwright install --with-deps chromium',
      steps: [[...playwright, '--with-deps', 'chromium']],
      fits: true,
    },
    {
      // Without root or sudo: the libraries that it needs may be installed already.
      words: 'npx playwright install chromium',
      steps: [[...playwright, 'chromium']],
      fits: !root,
    },
  ].filter(({ fits }) => fits);
}

/** @param {string[][]} steps */
async function allSucceed(steps) {
  for (const [command = '', ...args] of steps) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { code, output } = await run(command, args, { env, capture: true });
    if (code !== 0) {
      console.error(`${output.trim().split('\n').slice(-15).join('\n')}\nThat failed with code ${code}.`);
      return false;
    }
  }
  return true;
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // Playwright has no Chromium for this platform.
  }
}

/** @param {string} path */
function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** Whether this is Debian and not Ubuntu, whose `chromium` package is a snap that containers cannot run. */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  stopWhenTold();
  await ensureChromium().then(console.log, (/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
