import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACME, readChain } from '../core/conformance/store-under-test';
import { openSqlite } from './stores/sqlite/open-sqlite';
import { CRASH_POINTS } from './testing/crashing-writer';

const root = resolve(import.meta.dirname, '..');
// Node resolves packages from where a file is, so the program is built inside of the project.
const built = resolve(root, 'node_modules', '.cache', `crashing-writer.${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), 'crash-'));

const ROUNDS = 200;
const LONGEST_MS = 45_000;

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: 'server/testing/crashing-writer.ts',
      outDir: built,
      target: 'node20',
      copyPublicDir: false,
    },
  });
}, 120_000);
afterAll(() => {
  for (const path of [built, folder]) rmSync(path, { recursive: true, force: true });
});

describe('a control plane that is killed again and again during toggles', () => {
  it('keeps every acknowledged toggle, with exactly one row each, in one whole chain [AEGIS-15]', async () => {
    const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
    const random = randomFrom(seed);
    const { store } = await openSqlite({ folder });
    await store.addTenant(ACME);
    await store.close();

    /** The epoch that each acknowledged request got. */
    const acknowledged = new Map<number, number>();
    const deadline = performance.now() + LONGEST_MS;
    let rounds = 0;
    for (; rounds < ROUNDS && performance.now() < deadline; rounds += 1) {
      const point =
        rounds % 2 === 0 ? 'random' : (CRASH_POINTS[(rounds >> 1) % CRASH_POINTS.length] ?? 'random');
      const first = Math.max(0, ...acknowledged.keys()) + 1;
      for (const [n, epoch] of await runUntilKilled(first, point, random)) acknowledged.set(n, epoch);
      if (rounds % 20 === 0) await check(acknowledged, seed);
    }
    await check(acknowledged, seed);
    expect({ seed, enough: rounds >= 30 && acknowledged.size >= rounds }).toEqual({ seed, enough: true });
  });
});

/** Opens the store as the next process would, and compares it with what was acknowledged. */
async function check(acknowledged: ReadonlyMap<number, number>, seed: number): Promise<void> {
  const { store } = await openSqlite({ folder });
  try {
    const rows = await readChain(store, ACME.id);
    const { epoch, engaged, eventHash } = await store.read(ACME.id, (reading) => reading.switchState());
    const requests = rows.map(({ text }) => String(JSON.parse(text).request_id));
    // One row for each epoch, none without a toggle, and the switch is where the last row says.
    expect({ seed, epoch, engaged, eventHash, requests: new Set(requests).size }).toEqual({
      seed,
      epoch: rows.length,
      engaged: rows.length % 2 === 1,
      eventHash: rows.at(-1)?.eventHash ?? null,
      requests: rows.length,
    });
    const lost = [...acknowledged].filter(([n, epochOf]) => requests[epochOf - 1] !== `request-${n}`);
    expect({ seed, lost }).toEqual({ seed, lost: [] });
  } finally {
    await store.close();
  }
}

/** Starts a process that toggles, and kills it: at a moment by chance, or it kills itself at the named point. */
async function runUntilKilled(
  first: number,
  point: string,
  random: () => number,
): Promise<[number, number][]> {
  const after = String(Math.floor(random() * 8));
  const child = spawn(
    process.execPath,
    [join(built, 'crashing-writer.js'), folder, ACME.id, String(first), point, after],
    {
      env: { ...process.env, CRASHING_WRITER: 'run' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let failed = '';
  const wait = random() * 60;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '' && point === 'random') setTimeout(() => child.kill('SIGKILL'), wait);
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (failed += text));
  const signal = await new Promise((done) => child.once('close', (_, name) => done(name)));
  if (signal !== 'SIGKILL') throw new Error(`The process ended by itself: ${failed}`);
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ').map(Number))
    .map(([n = 0, epoch = 0]) => [n, epoch]);
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
