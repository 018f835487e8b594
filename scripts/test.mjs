// @ts-check
// `npm test`: every check and test in one command. A failing stage does not stop the others.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { failedTests, failuresOfPlaywright, failuresOfVitest } from './failures.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions, refuse } from './options.mjs';
import { ensurePostgres } from './postgres.mjs';
import { cli, run, stopWhenTold } from './process.mjs';
import { countPlaywright, countVitest, summary } from './report.mjs';
import { slowest, timesOfPlaywright, timesOfVitest } from './slowest.mjs';

const usage = `Usage: npm test                                  everything
       npm test -- --only checks                 formatting, types, lint, imports, unused code, builds
       npm test -- --only unit [vitest's own]    unit and component tests
       npm test -- --only e2e [playwright's own] builds and browser tests`;

/** In no commit, and gone with the installed packages. */
const CACHE = join('node_modules', '.cache', 'checks');

/** @typedef {import('./report.mjs').Row & { seconds?: number }} Row */

/** @type {Row[]} */
const rows = [];
/** @type {import('./slowest.mjs').Timed[]} */
const times = [];
/** @type {import('./failures.mjs').Failure[]} */
const failures = [];
const { part, rest } = parseArguments(process.argv.slice(2));
const reports = mkdtempSync(join(tmpdir(), 'console-test-'));

// Variables that are exported for `npm run dev:api` must not change what is tested.
const env = { ...process.env };
for (const name of ['API_ORIGIN', 'BASE_PATH', 'NODE_ENV']) delete env[name];

stopWhenTold();
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
try {
  await ensureInstalled();
  await runAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  rows.push({ suite: 'start', passed: 0, failed: 1 });
}
if (times.length > 0) console.log(`\n${slowest(times)}`);
if (failures.length > 0) console.log(`\n${failedTests(failures)}`);
console.log(`\n${summary(rows)}`);
if (rows.length === 0 || rows.some(({ failed }) => failed > 0)) process.exitCode = 1;

async function runAll() {
  // Downloading a browser uses the network, not the processor, so it starts first and is awaited last.
  const wantsE2e = !part || part === 'e2e';
  const chromium = wantsE2e ? ensureChromium().catch((/** @type {Error} */ error) => error) : undefined;
  if (part !== 'unit') await checks();
  if (!part || part === 'unit') await unit();
  if (chromium) await e2e(await chromium);
}

/**
 * The checks are cheap and independent, so two run at a time. The output of each is printed in one piece, and only if it
 * failed.
 */
async function checks() {
  const builds = [
    { suite: 'build', command: [cli('vite'), 'build'] },
    { suite: 'demo build', command: [cli('vite'), 'build', '--mode', 'demo'] },
  ];
  // Both keep what they found by the content of the files: the next run checks only what has changed since.
  const typesKept = ['--incremental', '--tsBuildInfoFile', join(CACHE, 'types.tsbuildinfo')];
  const formatKept = [
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    join(CACHE, 'formatting'),
  ];
  const others = [
    { suite: 'types', command: [cli('typescript', 'tsc'), '--noEmit', ...typesKept] },
    { suite: 'formatting', command: [cli('prettier'), '--check', '.', ...formatKept] },
    { suite: 'lint', command: [cli('oxlint'), '--deny-warnings'] },
    { suite: 'imports', command: [cli('dependency-cruiser', 'depcruise'), '.'] },
    { suite: 'unused', command: [cli('knip'), '--treat-config-hints-as-errors'] },
  ];
  const queue = part === 'e2e' ? builds : [...others, ...builds];
  const lane = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) await runCheck(check);
  };
  await Promise.all([lane(), lane()]);
}

/** @param {{ suite: string, command: string[] }} check */
async function runCheck({ suite, command }) {
  const start = performance.now();
  const { code, output } = await run(process.execPath, command, { env, capture: true });
  const passed = code === 0;
  rows.push({ suite, passed: passed ? 1 : 0, failed: passed ? 0 : 1, seconds: since(start) });
  console.log(passed ? `✓ ${suite}` : `✗ ${suite}\n${output}`);
}

async function unit() {
  // Before two tests at once would install it. Without it, they fail and say why.
  await ensurePostgres().catch((/** @type {Error} */ error) => console.error(error.message));
  const start = performance.now();
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(process.execPath, [cli('vitest'), 'run', ...reporters, ...rest], { env });
  const report = readReport(file);
  times.push(...timesOfVitest(report, process.cwd()));
  failures.push(...failuresOfVitest(report, process.cwd()));
  add(countVitest(report, { code, filtered: rest.length > 0 }), start);
}

/** @param {string | Error} chromium its path, or the reason why there is none */
async function e2e(chromium) {
  const unbuilt = rows.some(({ suite, failed }) => suite.endsWith('build') && failed > 0);
  if (unbuilt || chromium instanceof Error) {
    const note = unbuilt ? 'not run: there is no build to test' : 'not run: there is no Chromium';
    if (chromium instanceof Error) console.error(chromium.message);
    rows.push({ suite: 'e2e', passed: 0, failed: 1, note });
    return;
  }
  const start = performance.now();
  const file = join(reports, 'playwright.json');
  const args = [cli('@playwright/test', 'playwright'), 'test', '--reporter=list,json', ...rest];
  console.log(`\nBrowser tests in ${chromium}`);
  const { code } = await run(process.execPath, args, {
    env: { ...env, CHROMIUM_PATH: chromium, E2E_BUILT: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readReport(file);
  times.push(...timesOfPlaywright(report));
  failures.push(...failuresOfPlaywright(report));
  add(countPlaywright(report, { code, filtered: rest.length > 0 }), start);
}

/** @param {Row[]} counted @param {number} start */
function add(counted, start) {
  rows.push(...counted.map((row, index) => (index === 0 ? { ...row, seconds: since(start) } : row)));
}

/** @param {number} start */
function since(start) {
  return (performance.now() - start) / 1000;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // The runner crashed before it could write; the counts show that.
  }
}

/** @param {string[]} args */
function parseArguments(args) {
  if (args.length === 0) return { rest: [] };
  // Everything after the part is for its runner, including `--help`.
  if (args[0] !== '--only') readOptions(usage, {}, { argv: args });
  const [flag, name = '', ...more] = args;
  const known = flag === '--only' && ['checks', 'unit', 'e2e'].includes(name);
  if (known && (name !== 'checks' || more.length === 0)) return { part: name, rest: more };
  return refuse(`'${args.join(' ')}' is not understood.`, usage);
}
