// @ts-check
// Builds the server (`dist-server/`), the console (`dist/`) and the Guardian (`dist-guardian/`) when what they are made of has
// changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { cli, root, run } from './process.mjs';

/** @typedef {{ name: string, folder: string, config: string, inputs: string[], shows: string }} Build */

/** @type {Build} */
const SERVER = {
  name: 'server',
  folder: 'dist-server',
  config: 'vite.server.config.ts',
  inputs: ['core', 'server', 'scripts/security-headers.mjs', 'vite.server.config.ts', 'package-lock.json'],
  shows: 'serve.js',
};

/** @type {Build} */
const CONSOLE = {
  name: 'console',
  folder: 'dist',
  config: 'vite.config.ts',
  inputs: ['src', 'public', 'core/http', 'index.html', 'vite.config.ts', 'package-lock.json'],
  shows: 'index.html',
};

/** @type {Build} */
const GUARDIAN = {
  name: 'guardian',
  folder: 'dist-guardian',
  config: 'vite.guardian.config.ts',
  inputs: ['core', 'guardian', 'vite.guardian.config.ts', 'package-lock.json'],
  shows: 'exacta-guardian.js',
};

/**
 * What each build was made of. In `dist/` it would be served.
 *
 * @type {string}
 */
const STAMPS = resolve(root, 'node_modules', '.cache', 'kill-switch');

/**
 * Makes the builds current. Says what it builds, and throws when that fails.
 *
 * @param {{ console?: boolean }} [which]
 */
export async function ensureBuilt({ console: withConsole = true } = {}) {
  await makeCurrent(withConsole ? [SERVER, CONSOLE] : [SERVER]);
}

/** The same for the Guardian and the host control API. */
export async function ensureGuardianBuilt() {
  await makeCurrent([GUARDIAN]);
}

/** @param {Build[]} builds */
async function makeCurrent(builds) {
  if (builds.every(isCurrent)) return;
  await alone(async () => {
    for (const build of builds.filter((one) => !isCurrent(one))) {
      console.error(`Building the ${build.name} …`);
      await make(build);
      writeFileSync(join(STAMPS, build.name), `${stampOf(build)}\n`);
    }
  });
}

/** @param {Build} build */
function isCurrent(build) {
  const wanted = stampOf(build);
  return wanted === null || wanted === readStamp(build);
}

/**
 * Two starts in one checkout build one after the other, and the second one finds everything built.
 *
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  mkdirSync(STAMPS, { recursive: true });
  const lock = join(STAMPS, 'building');
  while (!take(lock)) await wait(100);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * Whether the lock is ours now. One that was left by a process that is gone is removed.
 *
 * @param {string} lock
 */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      process.kill(Number(readFileSync(lock, 'utf8')), 0);
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (gone) rmSync(lock, { force: true });
    }
    return false;
  }
}

/**
 * The build for Node of one of the entries of server/.
 *
 * @param {'serve' | 'gateway-main' | 'start' | 'kill-switch'} entry
 */
export function load(entry) {
  // oxlint-disable-next-line import/no-dynamic-require -- the file is there only after the build
  return import(pathToFileURL(resolve(root, SERVER.folder, `${entry}.js`)).href);
}

/**
 * The Guardian's command line, which runs when it is imported, with the words after this script's name. It sets the exit code.
 */
export function runGuardian() {
  // oxlint-disable-next-line import/no-dynamic-require -- the file is there only after the build
  return import(pathToFileURL(guardianProgram()).href);
}

/** The file of the program `exacta-guardian`. */
export function guardianProgram() {
  return resolve(root, GUARDIAN.folder, GUARDIAN.shows);
}

/**
 * The hash of the inputs and of what came of them; null where there are no inputs, as in a deployment that has the builds only.
 * Times of files say nothing after a checkout.
 *
 * @param {Build} build
 */
function stampOf({ inputs, folder, shows }) {
  if (!inputs.every((input) => existsSync(resolve(root, input)))) return null;
  const hash = createHash('sha256');
  for (const path of [...inputs.flatMap(filesOf), join(folder, shows)]) {
    const file = resolve(root, path);
    hash.update(`${path}\0`).update(existsSync(file) ? readFileSync(file) : 'missing');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(resolve(root, path), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/** @param {Build} build */
function readStamp({ name }) {
  const file = join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/**
 * Builds into a folder of its own and puts that into its place at the end: nobody ever loads half a build.
 *
 * @param {Build} build
 */
async function make({ name, folder, config }) {
  const draft = resolve(root, 'node_modules', '.cache', `${folder}.${process.pid}`);
  const args = [cli('vite'), 'build', '--config', config, '--outDir', draft, '--emptyOutDir'];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: 'production' };
  // Variables that are exported for `npm run dev:api` must not change what is built.
  for (const variable of ['API_ORIGIN', 'BASE_PATH']) delete env[variable];
  try {
    const { code, output } = await run(process.execPath, [...args, '--logLevel', 'warn'], {
      env,
      capture: true,
    });
    if (code !== 0) throw new Error(`The ${name} could not be built.\n${output}`);
    const old = `${draft}.old`;
    const place = resolve(root, folder);
    if (existsSync(place)) renameSync(place, old);
    renameSync(draft, place);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
