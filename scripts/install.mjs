// @ts-check
// Makes sure that the packages of package-lock.json are installed. Node builtins only: nothing is installed yet.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root, run } from './process.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages */

/** Installs when needed. Says what it does, and why it could not. */
export async function ensureInstalled() {
  const range = readJson('package.json').engines.node;
  if (!nodeFits(process.versions.node, range)) {
    throw new Error(
      `This project needs Node ${range}; this is Node ${process.versions.node}. https://nodejs.org`,
    );
  }
  const reason = whyInstall();
  if (!reason) return;
  console.log(`Installing packages (npm ci), because ${reason} …`);
  // --include=dev and --loglevel: neither NODE_ENV=production nor --silent of the outer npm may affect this one.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'] ?? '';
  const { code } = /npm-cli\.c?js$/.test(npm)
    ? await run(process.execPath, [npm, ...args])
    : await run('npm', args);
  if (code === 0) return;
  throw new Error(
    code === 127
      ? 'npm was not found. It comes with Node: https://nodejs.org'
      : `npm ci failed with code ${code}; its own message stands above. Most often the registry cannot be reached ` +
          '(check the network, a proxy, `npm config get registry`), or package-lock.json does not fit package.json.',
  );
}

function whyInstall() {
  // npm writes this file last, so an interrupted installation has none.
  const installed = 'node_modules/.package-lock.json';
  if (!existsSync(resolve(root, installed))) return 'node_modules is missing or incomplete';
  const difference = firstDifference(readJson('package-lock.json').packages, readJson(installed).packages);
  return difference && `${difference} is not installed as package-lock.json says`;
}

/**
 * The first package that differs between the lockfile and npm's list of what it installed. It compares contents, not times,
 * because a checkout changes every mtime. Packages for other platforms are optional and may be missing.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function firstDifference(wanted, installed) {
  const missing = Object.entries(wanted).find(
    ([path, { version, optional }]) =>
      path && installed[path]?.version !== version && !(optional && !installed[path]),
  );
  const extra = Object.keys(installed).find((path) => !wanted[path]);
  return (missing?.[0] ?? extra)?.replace(/^.*node_modules\//, '');
}

/**
 * Whether a version is in a range made of `^1.2`, `>=1.2` and `||`, which is all that package.json uses.
 *
 * @param {string} version
 * @param {string} range
 */
export function nodeFits(version, range) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, sign, m, n] = /^\s*(\^|>=)(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    const newer = major > Number(m) || (major === Number(m) && minor >= Number(n ?? 0));
    return newer && (sign === '>=' || major === Number(m));
  });
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(resolve(root, path), 'utf8'));
}
