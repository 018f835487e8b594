// @ts-check
// `npm run engines`: the whole flow in a real Firefox and a real WebKit, with the built console. docs/engines.md has the
// results.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../install.mjs';
import { readOptions } from '../options.mjs';
import { root, stopWhenTold } from '../process.mjs';

const NAMES = ['firefox', 'webkit'];
const { values } = readOptions(
  `Usage: npm run engines [-- --engine firefox|webkit]
Builds the console, serves it with the mock server, and walks through it in Firefox and in WebKit.`,
  { engine: { type: 'string' } },
  {
    check: ({ engine }) =>
      engine === undefined || NAMES.includes(String(engine)) ? null : `No engine '${engine}'.`,
  },
);
stopWhenTold();
await ensureInstalled();
const { firefox } = await import('./firefox.mjs');
const { webkit } = await import('./webkit.mjs');
const { walk } = await import('./flow.mjs');
const engines = { firefox, webkit };
const wanted = Object.entries(engines).flatMap(([name, one]) =>
  values.engine === undefined || values.engine === name ? [one] : [],
);

const missing = wanted.map((engine) => engine.missing()).filter((words) => words !== null);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(2);
}

const dist = mkdtempSync(join(tmpdir(), 'console-dist-'));
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));
const { build, runnerImport } = await import('vite');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
const load = async (/** @type {string} */ name) =>
  (await runnerImport(`./mocks/${name}.ts`, { root, logLevel: 'error' })).module;
const { startMockServer } = await load('serve/server');
const { personas } = await load('seeds/personas');

let failed = 0;
for (const engine of wanted) {
  const mock = await startMockServer({ dist });
  const browser = await engine.open();
  console.log(`\n${browser.version}`);
  try {
    await walk(browser, { mock, admin: personas.admin, told: (what) => console.log(`✓ ${what}`) });
  } catch (error) {
    failed += 1;
    console.log(`✗ ${error instanceof Error ? error.message : error}`);
  }
  await browser.close();
  await mock.stop();
}
process.exit(failed === 0 ? 0 : 1);
