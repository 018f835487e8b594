// @ts-check
// Starts the browsers and the programs that they need, and ends them again.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 30_000;

/** The first of these programs that is installed, or undefined. @param {string[]} names */
export function firstInstalled(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function startProgram(command, args, env = process.env) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const state = { ended: false };
  const read = (/** @type {string} */ text) => void (output += text);
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  child.on('error', (error) => read(error.message));
  const closed = new Promise((done) => child.on('close', done)).then(() => void (state.ended = true));
  process.on('exit', () => child.kill('SIGKILL'));

  /** Asks again until there is an answer. @template T @param {() => Promise<T | null>} question @returns {Promise<T>} */
  const answers = async (question) => {
    const end = performance.now() + START_MS;
    while (performance.now() < end && !state.ended) {
      const answer = await question().catch(() => null);
      if (answer !== null) return answer;
      await wait(50);
    }
    throw new Error(`${command} did not start:\n${output}`);
  };
  return {
    answers,
    /** The match of `words` in what the program printed. @param {RegExp} words */
    says: (words) => answers(async () => words.exec(output)),
    stop: async () => {
      child.kill();
      await Promise.race([closed, wait(5_000).then(() => child.kill('SIGKILL'))]);
    },
  };
}
