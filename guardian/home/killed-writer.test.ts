import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeForTests, type HomeForTests } from './testing/home';
import { isAlive } from './process-identity';
import { readHolder } from './lock';

/** How often the process is killed. */
const TRIALS = Number(process.env['TRIALS'] ?? 8);
const LONGEST_MS = 60;
/** The log grows with each time, and is read as a whole each time. */
const LONGEST_TEST_MS = 60_000 + TRIALS * 3000;

let made: HomeForTests;
let program: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  made = await makeHomeForTests({ versions: [] });
  const outDir = join(made.folder, 'program');
  const entry = join(import.meta.dirname, 'testing/killed-writer.ts');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
    ssr: { noExternal: true },
  });
  program = join(outDir, 'writer.mjs');
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await made.remove();
});

/** Starts the writer, and answers what it has printed when it is killed, this many ms after it had the lock. */
async function runAndKill(after: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, made.home], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  await wait(after);
  const holder = await readHolder((await made.open()).paths.lockFile);
  expect(holder?.pid).toBe(child.pid);
  child.kill('SIGKILL');
  await closed;
  running.delete(child);
  expect(holder && (await isAlive(holder))).toBe(false);
  return printed.split('\n');
}

describe('a Guardian that is killed while it writes', () => {
  it(
    `leaves a state, an intact policy, every event that was answered, and no lock: ${TRIALS} times [INV-GLOBAL-9]`,
    async () => {
      const seed = Date.now() % 10_000;
      for (let trial = 0; trial < TRIALS; trial += 1) {
        const after = (seed + trial * 37) % LONGEST_MS;
        const [first, ...lines] = await runAndKill(after);
        const which = `seed ${seed}, trial ${trial}`;
        expect([which, first]).toEqual([which, `locked ${trial > 0}`]);
        const home = await made.open();
        expect([which, (await home.readState())?.host]).toEqual([which, 'host-1']);
        expect([which, (await home.policy.read()).intact]).toEqual([which, true]);
        await home.events.append({ at: 0, kind: 'integrity', outcome: 'STARTED', message: which });
        expect([which, await home.events.verify()]).toMatchObject([which, { ok: true, detail: null }]);
        const logged = new Set((await home.events.list(100_000, null)).map(({ id }) => id));
        // The last line may be half a line.
        expect([which, lines.slice(0, -1).filter((id) => !logged.has(id))]).toEqual([which, []]);
      }
    },
    LONGEST_TEST_MS,
  );
});
