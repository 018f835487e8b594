import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHomeForTests } from '../home/testing/home';
import { createLinuxRunner } from '../linux/linux-runner';
import { ACT, admin, cleanAfter, modeOf, start, until } from './testing/daemon';

const TRIALS = Number(process.env['TRIALS'] ?? 3);

/** A Core with children of children, one of which leaves its session and its environment behind. */
const CORE = `import { spawn } from 'node:child_process';
process.on('SIGTERM', () => {});
spawn('sh', ['-c', 'trap "" TERM; sleep 1000 & sleep 1000'], { stdio: 'ignore' });
spawn('setsid', ['sleep', '1000'], { stdio: 'ignore', detached: true }).unref();
setInterval(() => {}, 1000);
`;

/** The processes of Core on this host, by what stands in their environment. */
function processesOf(home: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`EXACTA_CORE=${home}`);
      } catch {
        return false;
      }
    });
}

it('a real Core and all that it started is dead within 5.1 s of the KILL file, each time [F7-25, F7-31, F7-33, F7-106, F7-131]', async () => {
  const made = await makeHomeForTests({ versions: [{ version: '2.4.1', files: { 'core.mjs': CORE } }] });
  cleanAfter(() => made.remove());
  const { home } = made;
  const runner = await createLinuxRunner({ home });
  expect(runner.reason).toBeNull();
  await start(made, { runner });
  const slowest = { ms: 0 };
  for (let trial = 0; trial < TRIALS; trial++) {
    await until(() => expect(processesOf(home).length).toBeGreaterThan(4));
    await until(async () => {
      const status = (await admin(made, 'GET', '/guardian/status')).body.data;
      expect(status).toMatchObject({ mode: 'NORMAL', core_state: 'running' });
    });
    const began = performance.now();
    await writeFile(join(home, 'KILL'), '');
    await until(() => expect(processesOf(home)).toEqual([]));
    slowest.ms = Math.max(slowest.ms, performance.now() - began);
    expect(slowest.ms).toBeLessThan(5_100);
    await until(async () => expect(await modeOf(made)).toBe('OPERATOR_OVERRIDE'));
    await rm(join(home, 'KILL'));
    expect((await admin(made, 'POST', '/guardian/kill/acknowledge', ACT)).status).toBe(200);
    expect((await admin(made, 'POST', '/guardian/safe-mode/exit', ACT)).status).toBe(200);
  }
});
