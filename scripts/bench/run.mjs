// @ts-check
// `npm run bench`: measures the production build in Chromium. It prints tables; nothing here is a test.
import { existsSync } from 'node:fs';
import { ensureChromium } from '../chromium.mjs';
import { ensureInstalled } from '../install.mjs';
import { readOptions } from '../options.mjs';
import { dist } from './setting.mjs';

const usage = `Usage: npm run bench              the console, built and measured in Chromium
       npm run bench -- server    the control plane
Prints tables. \`node scripts/bench/run.mjs\` measures the build of the console that is there.`;
const argv = process.argv.slice(2);
const server = argv.at(-1) === 'server';
const { values } = readOptions(
  usage,
  { build: { type: 'boolean', default: false } },
  { argv: server ? argv.slice(0, -1) : argv },
);

await ensureInstalled();
if (server) {
  const { benchServer } = await import('./server.mjs');
  console.log(`Node ${process.version}`);
  await benchServer();
  process.exit(0);
}
const { build } = await import('vite');
if (values.build || !existsSync(dist)) await build({ logLevel: 'warn' });
const { chromium } = await import('@playwright/test');
const { createSetting } = await import('./setting.mjs');
const { measureBytes } = await import('./bytes.mjs');
const { measureLoad } = await import('./load.mjs');
const { measurePolls } = await import('./polls.mjs');
const { measureHistory } = await import('./history.mjs');
const { printTable } = await import('./table.mjs');

const browser = await chromium.launch({ executablePath: await ensureChromium() });
const setting = await createSetting(browser);
console.log(`Production build, Chromium ${browser.version()}, Node ${process.version}`);
const print = (/** @type {{ title: string, table: string[][] }} */ { title, table }) =>
  printTable(title, table);
print(measureBytes());
print(await measureLoad(setting));
print(await measureHistory(setting));
for (const result of await measurePolls(setting)) print(result);
await browser.close();
process.exit(0);
