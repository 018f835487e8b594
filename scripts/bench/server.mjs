// @ts-check
// `npm run bench -- server`: the control plane's figures, each with its goal. Everything is measured in one run.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'vite';
import { ensureBuilt } from '../build.mjs';
import { root } from '../process.mjs';
import { benchGateway } from './gateway.mjs';
import { printTable } from './table.mjs';

const TOGGLES = 100;
const run = promisify(execFile);
const script = (/** @type {string} */ name) => resolve(root, 'scripts', name);

/** @typedef {{ child: import('node:child_process').ChildProcess, port: number, startedIn: number }} Server */

/** Prints the table. */
export async function benchServer() {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  try {
    const { gateway, hono } = await benchGateway();
    const live = await measureLive(join(folder, 'live'));
    const store = await measureStore(folder);
    const ratio = gateway.perSecond / hono.perSecond;
    printTable('The control plane (SQLite)', [
      ['what', 'measured', 'goal'],
      [
        '/execute, calls a second',
        `${n(gateway.perSecond)}; bare route ${n(hono.perSecond)}: ${ratio.toFixed(2)} ×`,
        '≥ 0.9 ×',
      ],
      ['/execute, p99', `${gateway.p99} ms; bare route ${hono.p99} ms`, '≤ 2 ×'],
      [
        'engage answered, p50 and p99',
        `${n(live.answered.p50)} and ${n(live.answered.p99)} ms`,
        'p99 ≤ 50 ms',
      ],
      [
        'confirmed by 3 gateways, p50 and p99',
        `${n(live.confirmed.p50)} and ${n(live.confirmed.p99)} ms`,
        'p99 ≤ 250 ms',
      ],
      ['durable toggles a second', n(store.toggles), '≥ 1,500'],
      [
        '100,000 rows verified',
        `${(store.verified.ms / 1000).toFixed(2)} s, ${n(store.verified.megabytes)} MB`,
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

/** @param {number[]} values */
function percentiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Three gateways on one store: how long an engage takes, and until all of them have confirmed it. @param {string} data */
async function measureLive(data) {
  const env = {
    ...process.env,
    DATA_DIR: data,
    PORT: '0',
    ENGAGE_RATE: 'off',
    RELEASE_RATE: 'off',
    READ_RATE: 'off',
  };
  const command = (/** @type {string[]} */ args, input = '') => {
    const child = run(process.execPath, [script('kill-switch.mjs'), ...args], { env });
    child.child.stdin?.end(input);
    return child;
  };
  await command(['tenant', 'add', 'acme']);
  await command(
    ['user', 'add', '--tenant', 'acme', '--email', 'ada@acme.example', '--role', 'ADMIN'],
    'correct horse',
  );
  const plane = await start('serve.mjs', env);
  const gateways = [await start('gateway.mjs', env), await start('gateway.mjs', env)];
  try {
    const origin = `http://127.0.0.1:${plane.port}`;
    const granted = await json(
      `${origin}/auth/token`,
      'POST',
      { 'X-Tenant-ID': 'acme' },
      { email: 'ada@acme.example', password: 'correct horse' },
    );
    const headers = {
      'X-Tenant-ID': granted.data.tenant_id,
      Authorization: `Bearer ${granted.data.access_token}`,
    };
    const path = `${origin}/decision/kill-switch/${granted.data.tenant_id}`;
    const [answered, confirmed] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let index = 0; index < TOGGLES; index += 1) {
      const before = performance.now();
      await json(path, 'POST', headers, { action: 'engage', reason: 'Measured' });
      answered.push(performance.now() - before);
      confirmed.push(await confirmedAfter(`${path}/effect`, headers));
      await json(path, 'DELETE', headers, { reason: 'Measured' });
      await confirmedAfter(`${path}/effect`, headers);
    }
    const status = readFileSync(`/proc/${plane.child.pid}/status`, 'utf8');
    const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    return {
      answered: percentiles(answered),
      confirmed: percentiles(confirmed),
      startedIn: plane.startedIn,
      megabytes,
    };
  } finally {
    for (const { child } of [...gateways, plane]) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }
}

/** ms from the toggle until the last of three gateways confirmed it, by the store's clock. @param {string} path @param {Record<string, string>} headers */
async function confirmedAfter(path, headers) {
  for (;;) {
    const { data } = await json(path, 'GET', headers);
    /** @type {{ gateways: { state: string, confirmed_at: string | null }[] }} */
    const { gateways } = data;
    const times = gateways.map(({ confirmed_at }) => Date.parse(confirmed_at ?? ''));
    if (gateways.length === 3 && gateways.every(({ state }) => state === 'confirmed'))
      return Math.max(...times) - Date.parse(data.changed_at);
  }
}

/** @param {string} url @param {string} method @param {Record<string, string>} headers @param {unknown} [body] */
async function json(url, method, headers, body) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...sent,
  });
  return response.json();
}

/** @param {string} name @param {NodeJS.ProcessEnv} env @returns {Promise<Server>} */
async function start(name, env) {
  const before = performance.now();
  const child = spawn(process.execPath, [script(name)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    const startedIn = performance.now() - before;
    return { child, port: Number(port), startedIn };
  }
  throw new Error(`${name} ended before it listened.`);
}

/** @param {string} folder */
async function measureStore(folder) {
  // Within the project, from where the native packages can be found.
  const outDir = resolve(root, 'node_modules/.cache/kill-switch/bench-store');
  await build({
    configFile: resolve(root, 'vite.server.config.ts'),
    logLevel: 'error',
    build: { outDir, rolldownOptions: { input: { store: 'scripts/bench/server-store.ts' } } },
  });
  const { stdout } = await run(process.execPath, [join(outDir, 'store.js'), join(folder, 'store')]);
  return JSON.parse(stdout);
}
