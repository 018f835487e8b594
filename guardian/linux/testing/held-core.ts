import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { BrokerHandle, BrokerRequest, RunningCore } from '../../ports';
import { createLinuxRunner, type LinuxOptions } from '../linux-runner';

/** A user of each test file, so that the limits of one do not count the processes of another. */
let uid = 100_000 + (process.pid % 50_000) * 4;

/** Gives the tests of a file Cores that are scripts for `sh` or Node, held as on a real host. None of them outlives its test. */
export function heldCores() {
  const home = mkdtempSync(join(tmpdir(), 'guardian-held-'));
  const running = new Set<RunningCore>();
  const end = async () => {
    await Promise.all([...running].map((core) => core.kill()));
    running.clear();
  };
  afterEach(end);
  afterAll(async () => {
    await end();
    rmSync(home, { recursive: true, force: true });
  });
  // As `--init` makes a home: its state may be read by everybody, and Core's versions.
  chmodSync(home, 0o755);
  const folder = join(home, 'version');
  mkdirSync(folder, { mode: 0o755 });

  /** Runs this script as Core, and answers each request by `handle`, or allows it. */
  async function start(script: string, handle?: BrokerHandle, options: Partial<LinuxOptions> = {}) {
    const user = { uid: ++uid, gid: uid };
    const runner = await createLinuxRunner({ home, user, command: ['sh', '-c', script], ...options });
    const requests: BrokerRequest[] = [];
    const core = await runner.start(folder, (request, inside) => {
      requests.push(request);
      return handle?.(request, inside) ?? Promise.resolve({ id: request.id, allowed: true, result: null });
    });
    running.add(core);
    return { runner, core, requests, user };
  }

  return {
    home,
    folder,
    start,
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
  };
}
