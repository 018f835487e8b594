import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** As `npm run guardian` builds it. */
export const PROGRAM = resolve(root, 'dist-guardian/exacta-guardian.js');
const NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
export const BUILD_MS = 120_000;
const COMMAND_MS = 90_000;

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a program to its end, and answers what it said. Nothing of the tests' environment but the path goes along. */
export function runToEnd(file: string, args: readonly string[], input = ''): Promise<Said> {
  return new Promise((done) => {
    const env = { PATH: process.env['PATH'] ?? '' };
    const child = execFile(file, args, { env, cwd: '/', timeout: COMMAND_MS }, (error, out, err) => {
      const code = error ? (typeof error.code === 'number' ? error.code : null) : 0;
      done({ code, out: out.trimEnd(), err: err.trimEnd() });
    });
    child.stdin?.on('error', () => {}).end(input);
  });
}

/** Builds `exacta-guardian` if its sources have changed. */
export function buildGuardian(): Promise<void> {
  return new Promise((done, failed) => {
    const args = [resolve(root, 'scripts/guardian.mjs'), '--help'];
    execFile(process.execPath, args, { cwd: root, timeout: BUILD_MS }, (error, _out, err) => {
      if (error) failed(new Error(`exacta-guardian could not be built: ${err}`));
      else done();
    });
  });
}

/** What an operator types into a shell. Rejects when it fails. */
export async function sh(script: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await runToEnd('sh', ['-eu', '-c', script, 'sh', ...args]);
  if (code !== 0) throw new Error(`sh: ${script}\nexit code ${code}: ${err}`);
  return out;
}

/** A Guardian that runs as a process of its own. */
export interface Daemon {
  pid: number;
  signal(name: NodeJS.Signals): void;
  ended: Promise<Said>;
}

/** `exacta-guardian` as a program. `endAll` ends every Guardian that was started, and Core with it. */
export function guardianPrograms() {
  const running = new Set<ChildProcess>();
  const endAll = () =>
    Promise.all(
      [...running].map(async (child) => {
        const gone = once(child, 'close');
        child.kill('SIGKILL');
        await gone;
      }),
    );

  const exacta = (home: string, ...words: string[]): Promise<Said> =>
    runToEnd(process.execPath, [PROGRAM, ...words, '--home', home]);

  /** The same as the user `nobody`. Only root can do that. */
  const asNobody = (home: string, ...words: string[]): Promise<Said> =>
    runToEnd('setpriv', [...NOBODY, process.execPath, PROGRAM, ...words, '--home', home]);

  /** Starts a Guardian, or whatever program starts one. */
  function start(file: string, args: readonly string[]): Daemon {
    const child = spawn(file, args, {
      env: { PATH: process.env['PATH'] ?? '' },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = once(child, 'close').then(([code]: (number | null)[]) => {
      running.delete(child);
      return { code: code ?? null, out, err };
    });
    return { pid: child.pid ?? 0, signal: (name) => void child.kill(name), ended };
  }

  const startDaemon = (home: string, ...words: string[]): Daemon =>
    start(process.execPath, [PROGRAM, '--daemon', '--port', '0', ...words, '--home', home]);

  return { exacta, asNobody, start, startDaemon, endAll };
}
