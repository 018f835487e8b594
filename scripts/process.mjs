// @ts-check
// Child processes that never outlive this one. Node builtins only, because install.mjs uses this before anything is
// installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @typedef {{ code: number, output: string }} Outcome */
/** @typedef {{ env?: NodeJS.ProcessEnv, capture?: boolean, timeoutMs?: number }} RunOptions */

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
const ownGroup = process.platform !== 'win32';

/**
 * Runs a program in the project's folder without stdin. With `capture` its output is returned instead of shown. Never
 * rejects: a program that cannot be started ends with code 127, one that was killed with 1.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { env = process.env, capture = false, timeoutMs = 2_400_000 } = {}) {
  return new Promise((done) => {
    const io = capture ? 'pipe' : 'inherit';
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', io, io], detached: ownGroup });
    let output = '';
    const timer = setTimeout(() => {
      output += `\nStopped: ${command} took longer than ${timeoutMs / 1000} s.\n`;
      if (!capture) console.error(output);
      signalTree(child, 'SIGKILL');
    }, timeoutMs);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      children.delete(child);
      done({ code, output });
    };
    children.add(child);
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * The JavaScript file behind a package's command. It runs with our own Node and without a shell, and it never uses the
 * network, as `npx` might.
 *
 * @param {string} packageName
 * @param {string} [command]
 */
export function cli(packageName, command = packageName) {
  const folder = resolve(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
  return resolve(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * On Ctrl-C and `kill`, stops the children with their own children (web servers, browsers), then this process.
 *
 * @param {number} [code] the exit code of this process
 * @param {() => unknown} [beforeEnd] is awaited first
 */
export function stopWhenTold(code = 130, beforeEnd = () => {}) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  // `npm start` runs npm → sh → this process, and a signal to npm does not get past the shell. This process only sees that
  // its parent is gone.
  const parent = process.ppid;
  const parentIsGone = () => process.ppid !== parent && stop();
  if (process.env['npm_lifecycle_event']) setInterval(parentIsGone, 500).unref();

  let stopping = false;
  async function stop() {
    if (stopping) return;
    stopping = true;
    try {
      await beforeEnd();
    } catch (error) {
      console.error(error);
      code = 1;
    }
    console.error('\nStopped.');
    for (const child of children) signalTree(child, 'SIGTERM');
    const wait = children.size > 0 ? 2_000 : 0;
    setTimeout(() => {
      for (const child of children) signalTree(child, 'SIGKILL');
      process.exit(code);
    }, wait);
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has already ended by itself.
  }
}
