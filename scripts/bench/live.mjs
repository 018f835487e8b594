// @ts-check
// A control plane that runs, with gateways and somebody who holds the lever: how long an engage takes.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from '../process.mjs';

const TOGGLES = 100;
/** Fewer, because each takes longer then. */
const TOGGLES_STARVED = 40;
const run = promisify(execFile);
const script = (/** @type {string} */ name) => resolve(root, 'scripts', name);

/** @typedef {{ child: import('node:child_process').ChildProcess, port: number, startedIn: number }} Server */
/** @typedef {{ origin: string, path: string, headers: Record<string, string>, key: string }} Lever */
/** @typedef {{ p50: number, p99: number }} Percentiles */

/** @param {number[]} values @returns {Percentiles} */
function percentiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Three gateways on one store: how long an engage takes, and until all of them have confirmed it. @param {string} data */
export async function measureLive(data) {
  return withPlane(
    data,
    2,
    async () => {},
    async (lever, plane) => {
      const { answered, confirmed } = await toggles(lever, 3, TOGGLES);
      const status = readFileSync(`/proc/${plane.child.pid}/status`, 'utf8');
      const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
      return { answered, confirmed, startedIn: plane.startedIn, megabytes };
    },
  );
}

/**
 * How long an engage takes while others ask for as much as they can: agents' calls and wrong passwords; then readings of a long
 * history, verified and as a bundle, four of each at a time.
 *
 * @param {string} data @param {() => Promise<unknown>} fill makes the history
 */
export async function measureStarved(data, fill) {
  return withPlane(data, 0, fill, async (lever) => {
    const { origin, headers } = lever;
    const load = spawn(process.execPath, [script('bench/starving.mjs'), JSON.stringify(lever)], {
      stdio: 'ignore',
    });
    const { answered: underLoad } = await toggles(lever, 1, TOGGLES_STARVED);
    load.kill();
    await once(load, 'exit');

    const going = new AbortController();
    let readings = 0;
    const readers = ['/audit/logs/verify', '/audit/bundle'].flatMap((path) =>
      Array.from({ length: 4 }, async () => {
        while (!going.signal.aborted) {
          const response = await fetch(origin + path, { headers });
          await response.body?.pipeTo(new WritableStream());
          readings += response.ok ? 1 : 0;
        }
      }),
    );
    const { answered: underReadings } = await toggles(lever, 1, TOGGLES_STARVED);
    going.abort();
    await Promise.all(readers);
    return { underLoad, underReadings, readings };
  });
}

/**
 * @template T
 * @param {string} data @param {number} more gateways @param {() => Promise<unknown>} prepare
 * @param {(lever: Lever, plane: Server) => Promise<T>} measure
 * @returns {Promise<T>}
 */
async function withPlane(data, more, prepare, measure) {
  const off = { ENGAGE_RATE: 'off', RELEASE_RATE: 'off', READ_RATE: 'off' };
  const env = { ...process.env, DATA_DIR: data, PORT: '0', LOG_LEVEL: 'info', ...off };
  const command = (/** @type {string[]} */ args, input = '') => {
    const child = run(process.execPath, [script('kill-switch.mjs'), ...args], { env });
    child.child.stdin?.end(input);
    return child;
  };
  const [tenant, email, password] = [['--tenant', 'acme'], 'ada@acme.example', 'correct horse'];
  await command(['tenant', 'add', 'acme']);
  await command(['user', 'add', ...tenant, '--email', email, '--role', 'ADMIN'], password);
  const { stdout } = await command(['agent', 'add', ...tenant, '--name', 'bot', '--json']);
  await prepare();
  /** @type {Server[]} */
  const servers = [];
  try {
    const plane = await start('serve.mjs', env);
    servers.push(plane);
    while (servers.length <= more) servers.push(await start('gateway.mjs', env));
    const origin = `http://127.0.0.1:${plane.port}`;
    const { data: grant } = await json(
      `${origin}/auth/token`,
      'POST',
      { 'X-Tenant-ID': 'acme' },
      { email, password },
    );
    const headers = {
      'X-Tenant-ID': grant.tenant_id,
      Authorization: `Bearer ${grant.access_token}`,
    };
    const path = `${origin}/decision/kill-switch/${grant.tenant_id}`;
    return await measure({ origin, path, headers, key: JSON.parse(stdout).key }, plane);
  } finally {
    for (const { child } of servers.toReversed()) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }
}

/**
 * Engages and disengages, and waits each time until so many gateways have confirmed it.
 *
 * @param {Lever} lever @param {number} gateways @param {number} times
 */
async function toggles({ path, headers }, gateways, times) {
  const [answered, confirmed] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let index = 0; index < times; index += 1) {
    const before = performance.now();
    await json(path, 'POST', headers, { action: 'engage', reason: 'Measured' });
    answered.push(performance.now() - before);
    confirmed.push(await confirmedAfter(`${path}/effect`, headers, gateways));
    await json(path, 'DELETE', headers, { reason: 'Measured' });
    await confirmedAfter(`${path}/effect`, headers, gateways);
  }
  return { answered: percentiles(answered), confirmed: percentiles(confirmed) };
}

/**
 * ms from the toggle until the last of the gateways confirmed it, by the store's clock.
 *
 * @param {string} path @param {Record<string, string>} headers @param {number} count
 */
async function confirmedAfter(path, headers, count) {
  for (;;) {
    const { data } = await json(path, 'GET', headers);
    /** @type {{ gateways: { state: string, confirmed_at: string | null }[] }} */
    const { gateways } = data;
    const times = gateways.map(({ confirmed_at }) => Date.parse(confirmed_at ?? ''));
    if (gateways.length === count && gateways.every(({ state }) => state === 'confirmed'))
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
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
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
