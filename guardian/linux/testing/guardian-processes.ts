import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'vite';
import { afterAll, beforeAll, vi } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

type Said = Record<string, unknown>;

export interface GuardianProcess {
  pid: number;
  /** The first object with this member, as soon as the process has printed it. Rejects when it ends without it. */
  says(member: string): Promise<Said>;
  kill(): Promise<void>;
}

/** Gives the tests of a file processes that hold Core and can be killed, run by Node as it is shipped: as one file. */
export function guardianProcesses() {
  const home = mkdtempSync(join(tmpdir(), 'guardian-process-'));
  const folder = join(home, 'version');
  const children = new Set<ChildProcessByStdio<null, Readable, Readable>>();

  beforeAll(async () => {
    await build({
      configFile: false,
      root,
      logLevel: 'warn',
      build: {
        ssr: join(import.meta.dirname, 'guardian-process.ts'),
        outDir: join(home, 'program'),
        target: 'node20',
        copyPublicDir: false,
        emptyOutDir: true,
      },
    });
    mkdirSync(folder);
    // Another user runs it, too.
    chmodSync(home, 0o755);
  });
  afterAll(async () => {
    await Promise.all([...children].map(end));
    rmSync(home, { recursive: true, force: true });
  });

  interface How {
    /** Comes before Node: a command that takes rights away. */
    as?: string[];
    uid?: number;
    node?: string;
  }

  function start(script: string, { as = [], uid = 0, node = process.execPath }: How = {}): GuardianProcess {
    const program = join(home, 'program', readdirSync(join(home, 'program'))[0] ?? '');
    const [file = '', ...args] = [...as, node, program, home, folder, script, `${uid}`];
    const child = spawn(file, args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    let closed = false;
    child.once('close', () => (closed = true));
    const find = (member: string): Said | undefined =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Said)
        .find((said) => member in said);
    return {
      pid: child.pid ?? 0,
      async says(member) {
        await vi.waitUntil(() => closed || find(member), { timeout: 30_000, interval: 5 });
        const said = find(member);
        if (!said) throw new Error(`It ended without saying ${member}: ${out}${err}`);
        return said;
      },
      kill: () => end(child),
    };
  }

  async function end(child: ChildProcessByStdio<null, Readable, Readable>) {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  return { home, start };
}
