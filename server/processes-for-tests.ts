import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const root = resolve(import.meta.dirname, '..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A script of the project that runs. */
export interface Running {
  pid: number;
  /** The first match in what it has printed on both outputs, as soon as it is there. Rejects when the script ends without it. */
  says(words: RegExp): Promise<string>;
  /** All lines of standard output until now. */
  lines(): string[];
  signal(name: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

type Env = Record<string, string>;

/** Gives the tests of a file scripts that run as people run them, and folders; none of them outlives the tests. */
export function processesForTests() {
  const running = new Set<ChildProcessWithoutNullStreams>();
  const folders: string[] = [];
  afterAll(async () => {
    await Promise.all(
      [...running].map(async (child) => {
        child.kill('SIGKILL');
        await once(child, 'close');
      }),
    );
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'kill-switch-server-'));
    folders.push(folder);
    return folder;
  }

  /** Nothing of the tests' own environment that would change what a script does goes along. */
  function start(script: string, args: readonly string[], env: Env = {}, input = ''): Running {
    const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
    const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
      cwd: root,
      env: { PATH, HOME, TMPDIR, ...env },
    });
    running.add(child);
    let [out, err] = ['', ''];
    const listeners = new Set<() => void>();
    const tell = () => listeners.forEach((listener) => listener());
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      tell();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      tell();
    });
    child.stdin.on('error', () => {}).end(input);
    const ended = once(child, 'close').then(([code]: (number | null)[]) => {
      running.delete(child);
      tell();
      return { code: code ?? null, out, err };
    });
    return {
      pid: child.pid ?? 0,
      says: (words) =>
        new Promise((found, failed) => {
          const look = () => {
            const match = words.exec(`${out}\n${err}`);
            if (match) found(match[1] ?? match[0]);
            else if (!running.has(child)) failed(new Error(`It ended without ${words}: ${out}\n${err}`));
            else return;
            listeners.delete(look);
          };
          listeners.add(look);
          look();
        }),
      lines: () => out.split('\n').filter((line) => line !== ''),
      signal: (name) => void child.kill(name),
      ended,
    };
  }

  /** Runs a command of `npm run kill-switch`. */
  const killSwitch = (env: Env, args: readonly string[], input?: string): Promise<Ended> =>
    start('kill-switch.mjs', args, env, input).ended;

  /** The same with --json: the exit code, and the one line. */
  async function killSwitchJson(env: Env, args: readonly string[], input?: string) {
    const { code, out, err } = await killSwitch(env, [...args, '--json'], input);
    const lines = out.split('\n').filter((line) => line !== '');
    if (lines.length !== 1) throw new Error(`${lines.length} lines: ${out}${err}`);
    return { code, json: JSON.parse(lines[0] ?? '') as Record<string, unknown> };
  }

  return { newFolder, start, killSwitch, killSwitchJson };
}
