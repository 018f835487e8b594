// @ts-check
// `npm run bench -- server`: the control plane's figures, each with its goal. Everything is measured in one run.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { ensureBuilt } from '../build.mjs';
import { root } from '../process.mjs';
import { benchGateway } from './gateway.mjs';
import { measureLive, measureStarved } from './live.mjs';
import { printTable } from './table.mjs';

const run = promisify(execFile);

/** Prints the table. */
export async function benchServer() {
  await ensureBuilt();
  console.log(
    `Load of the machine before: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  try {
    const { gateway, hono } = await benchGateway();
    const live = await measureLive(join(folder, 'live'));
    const program = await buildStore();
    const long = join(folder, 'long');
    const starved = await measureStarved(long, () => run(process.execPath, [program, long, 'fill']));
    const { stdout } = await run(process.execPath, [program, join(folder, 'store')]);
    const store = JSON.parse(stdout);
    printTable('The control plane (SQLite)', [
      ['what', 'measured', 'goal'],
      [
        '/execute, calls a second',
        `${n(gateway.perSecond)}; bare route ${n(hono.perSecond)}: ${(gateway.perSecond / hono.perSecond).toFixed(2)} ×`,
        '≥ 0.9 ×',
      ],
      [
        '/execute, processor time of a call',
        `${n(gateway.cpu)} µs; bare route ${n(hono.cpu)} µs: ${(hono.cpu / gateway.cpu).toFixed(2)} ×`,
        '≥ 0.9 ×',
      ],
      ['/execute, p99', `${gateway.p99} ms; bare route ${hono.p99} ms`, '≤ 2 ×'],
      ['engage answered, p50 and p99', times(live.answered), 'p99 ≤ 50 ms'],
      ['confirmed by 3 gateways, p50 and p99', times(live.confirmed), 'p99 ≤ 250 ms'],
      ['engage under agents and wrong passwords', times(starved.underLoad), 'p99 < 500 ms'],
      [
        `engage under ${starved.readings} readings of 100,000 rows`,
        times(starved.underReadings),
        'p99 < 500 ms',
      ],
      ['durable toggles a second', n(store.toggles), '≥ 1,500'],
      [
        '100,000 rows verified',
        `${(store.verified.ms / 1000).toFixed(2)} s (processor ${(store.verified.cpuMs / 1000).toFixed(2)} s), ${n(store.verified.megabytes)} MB`,
        '< 2 s, flat',
      ],
      ['a page of the history at 1,000,000 rows', `${store.page.toFixed(1)} ms`, '≤ 20 ms'],
      ['npm run serve, until it is ready', `${(live.startedIn / 1000).toFixed(2)} s`, '< 1 s'],
      ['its memory after this run', `${n(live.megabytes)} MB`, '≤ 120 MB'],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const n = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');
const times = (/** @type {import('./live.mjs').Percentiles} */ { p50, p99 }) => `${n(p50)} and ${n(p99)} ms`;

/** The program that measures the store, built. */
async function buildStore() {
  // Within the project, from where the native packages can be found.
  const outDir = resolve(root, 'node_modules/.cache/kill-switch/bench-store');
  await build({
    configFile: resolve(root, 'vite.server.config.ts'),
    logLevel: 'error',
    build: { outDir, rolldownOptions: { input: { store: 'scripts/bench/server-store.ts' } } },
  });
  return join(outDir, 'store.js');
}
