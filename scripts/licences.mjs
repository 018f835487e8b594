// @ts-check
// `npm run licences`: writes docs/dependencies.md, the list of what the console ships and of what only builds and tests it.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';

/** @typedef {{ version?: string, license?: string, dev?: boolean, devOptional?: boolean, link?: boolean }} Locked */
/** @typedef {{ name: string, version: string, licence: string, shipped: boolean }} Dependency */

export const FILE = 'docs/dependencies.md';

/**
 * The packages of package-lock.json, once for each version, sorted by name. Shipped is what the dependencies of package.json
 * need. npm marks as `devOptional` an optional need of theirs (types, a peer) that only a development dependency installed.
 *
 * @param {Record<string, Locked>} packages
 * @returns {Dependency[]}
 */
export function dependenciesOf(packages) {
  /** @type {Map<string, Dependency>} */
  const found = new Map();
  for (const [path, locked] of Object.entries(packages)) {
    const name = path.replace(/^.*node_modules\//, '');
    if (name === '' || locked.link) continue;
    const { version = '' } = locked;
    const shipped = !locked.dev && !locked.devOptional;
    const id = `${name}@${version}`;
    const licence = locked.license ?? installedLicence(path) ?? 'not stated';
    found.set(id, { name, version, licence, shipped: shipped || found.get(id)?.shipped === true });
  }
  return [...found.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Compares by code unit, so that the order is the same in every locale. @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** @param {string} path */
function installedLicence(path) {
  const file = resolve(root, path, 'package.json');
  const licence = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : undefined;
  return typeof licence === 'string' ? licence : undefined;
}

/**
 * The rows under a heading of the page, as lists of cells.
 *
 * @param {string} page
 * @param {string} heading
 */
export function rowsUnder(page, heading) {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const cells = section
    .split('\n')
    .flatMap((line) => (line.startsWith('| ') ? [line.split('|').slice(1, -1)] : []));
  // The first row is the head; the row under it contains only dashes.
  const rows = cells.map((row) => row.map((cell) => cell.trim())).filter((row) => !/^-*$/.test(row[0] ?? ''));
  return rows.slice(1).map(([name = '', version = '', licence = '']) => ({ name, version, licence }));
}

/** @param {readonly Dependency[]} all */
export function describe(all) {
  const shipped = all.filter((one) => one.shipped);
  const others = all.filter((one) => !one.shipped);
  return `# Dependencies and their licences

Made from package-lock.json by \`npm run licences\`; do not edit by hand. A test (\`scripts/licences.test.mjs\`) holds the first
table and the lockfile together.

## Shipped

What \`dependencies\` in package.json needs, ${shipped.length} packages. The build takes from them only what it uses, and leaves
their licence texts out: whoever passes \`dist/\` on to others adds them. The style sheet is made by tailwindcss, which is listed
below, and begins with its reset.

${table(shipped)}

## For building and testing only

${others.length} packages, none of them in \`dist/\`. Some are for one platform only and are not installed on the others. By licence:

${countByLicence(others)}.

${table(others)}
`;
}

/** @param {readonly Dependency[]} list */
function table(list) {
  const rows = list.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return ['| package | version | licence |', '| --- | --- | --- |', ...rows].join('\n');
}

/** @param {readonly Dependency[]} list */
function countByLicence(list) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { licence } of list) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const parts = [...counts].toSorted(([a, m], [b, n]) => n - m || compare(a, b));
  return parts.map(([licence, count]) => `${licence} ${count}`).join(', ');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  readOptions('Usage: npm run licences\nWrites docs/dependencies.md anew, from package-lock.json.', {});
  const { format, resolveConfig } = await import('prettier');
  const { packages } = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8'));
  const all = dependenciesOf(packages);
  const file = resolve(root, FILE);
  writeFileSync(file, await format(describe(all), { ...(await resolveConfig(file)), parser: 'markdown' }));
  console.log(`${FILE}: ${all.filter(({ shipped }) => shipped).length} shipped, ${all.length} in all.`);
}
