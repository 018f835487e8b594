import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** As `npm run guardian` builds it. */
export const PROGRAM = resolve(root, 'dist-guardian/exacta-guardian.js');
/** For `setpriv`: another user. Only root can do that. */
export const NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
export const BUILD_MS = 120_000;
const COMMAND_MS = 90_000;

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Nothing of the tests' environment but the path goes along. */
const environment = (more: Record<string, string> = {}) => ({ PATH: process.env['PATH'] ?? '', ...more });

/** Runs a program to its end, and answers what it said. */
export function runToEnd(
  file: string,
  args: readonly string[],
  { input = '', env }: { input?: string; env?: Record<string, string> } = {},
): Promise<Said> {
  return new Promise((done) => {
    const options = { env: environment(env), cwd: '/', timeout: COMMAND_MS };
    const child = execFile(file, args, options, (error, out, err) => {
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

/** A program that goes on. */
export interface Program {
  pid: number;
  /** What it has said until now, on either output. */
  said(): string;
  signal(name: NodeJS.Signals): void;
  ended: Promise<Said>;
}

/** Programs that go on until `endAll` ends each of them by force. */
export function programsForTests() {
  const running = new Set<ChildProcess>();
  const endAll = () =>
    Promise.all(
      [...running].map(async (child) => {
        const gone = once(child, 'close');
        child.kill('SIGKILL');
        await gone;
      }),
    );

  function start(file: string, args: readonly string[], env?: Record<string, string>): Program {
    const child = spawn(file, args, {
      env: environment(env),
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
    const signal = (name: NodeJS.Signals) => void child.kill(name);
    return { pid: child.pid ?? 0, said: () => out + err, signal, ended };
  }

  return { start, endAll };
}

/** Runs `exacta-guardian` as a program. */
export const exacta = (home: string, ...words: string[]): Promise<Said> =>
  runToEnd(process.execPath, [PROGRAM, ...words, '--home', home]);

/** The same as the user `nobody`. */
export const asNobody = (home: string, ...words: string[]): Promise<Said> =>
  runToEnd('setpriv', [...NOBODY, process.execPath, PROGRAM, ...words, '--home', home]);
