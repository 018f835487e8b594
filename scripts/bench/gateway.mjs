// @ts-check
// `/execute` of a gateway beside the bare route of the framework, in one run: `node scripts/bench/gateway.mjs`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { build } from 'vite';
import { root } from '../process.mjs';

/** `cpu`: processor time of the server for a call, in µs, which other work on the machine changes least. */
/** @typedef {{ perSecond: number, p99: number, cpu: number, failed: number }} Measured */

const ROUNDS = 3;
const SECONDS = 4;

/**
 * The median of some rounds for each server, taken in turn so that both meet the same machine.
 *
 * @returns {Promise<{ gateway: Measured, hono: Measured }>}
 */
export async function benchGateway() {
  const outDir = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  try {
    const entry = 'scripts/bench/gateway-servers.ts';
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir,
        emptyOutDir: true,
        rolldownOptions: { output: { entryFileNames: 'servers.mjs' } },
      },
    });
    /** @type {{ gateway: Measured[], hono: Measured[] }} */
    const rounds = { gateway: [], hono: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.hono.push(await measure(join(outDir, 'servers.mjs'), 'hono'));
      rounds.gateway.push(await measure(join(outDir, 'servers.mjs'), 'gateway'));
    }
    return { gateway: median(rounds.gateway), hono: median(rounds.hono) };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** @param {string} program @param {'gateway' | 'hono'} kind @returns {Promise<Measured>} */
async function measure(program, kind) {
  const child = fork(program, [kind]);
  try {
    const port = await new Promise((done, fail) => child.once('message', done).once('exit', fail));
    const options = {
      url: `http://127.0.0.1:${port}/execute`,
      method: /** @type {const} */ ('POST'),
      connections: 32,
      headers: { Authorization: 'Bearer ksa_mail', 'Content-Type': 'application/json' },
      body: JSON.stringify({ tool: 'send', arguments: { to: 'a@b.example', text: 'x'.repeat(200) } }),
    };
    await autocannon({ ...options, duration: 1 });
    const before = await cpuOf(child);
    const { requests, latency, non2xx, errors } = await autocannon({ ...options, duration: SECONDS });
    const cpu = ((await cpuOf(child)) - before) / requests.total;
    return { perSecond: requests.average, p99: latency.p99, cpu, failed: non2xx + errors };
  } finally {
    child.kill();
  }
}

/** In µs, since its start. @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
async function cpuOf(child) {
  const told = once(child, 'message');
  child.send('cpu');
  const [{ user, system }] = await told;
  return user + system;
}

/** @param {Measured[]} rounds @returns {Measured} */
function median(rounds) {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[sorted.length >> 1];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

if (process.argv[1] === import.meta.filename) {
  const { gateway, hono } = await benchGateway();
  for (const [name, { perSecond, p99, cpu, failed }] of Object.entries({ gateway, hono })) {
    const each = `${Math.round(cpu)} µs of processor each`;
    console.log(
      `${name.padEnd(8)} ${Math.round(perSecond)} calls/s, p99 ${p99} ms, ${each}, ${failed} failed`,
    );
  }
  const [throughput, work] = [gateway.perSecond / hono.perSecond, hono.cpu / gateway.cpu];
  console.log(`gateway / hono: ${throughput.toFixed(2)}; by processor time ${work.toFixed(2)}`);
}
