// @ts-check
// The size of the first load of the kill-switch page and of each later page, in the build.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { dist } from './setting.mjs';

/** @returns {{ title: string, table: string[][] }} */
export function measureBytes() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = readdirSync(join(dist, 'assets')).filter((name) => html.includes(name));
  const later = readdirSync(join(dist, 'assets')).filter((name) => !html.includes(name));
  const row = (/** @type {string} */ name, /** @type {string[]} */ files) => {
    const bodies = files.map((file) => readFileSync(join(dist, file)));
    const sum = (/** @type {(body: Buffer) => number} */ size) =>
      String(bodies.reduce((total, body) => total + size(body), 0));
    return [
      name,
      sum(({ length }) => length),
      sum((body) => gzipSync(body).length),
      sum((body) => brotliCompressSync(body).length),
    ];
  };
  const assets = (/** @type {string[]} */ names, /** @type {string} */ type) =>
    names.filter((name) => name.endsWith(type)).map((name) => join('assets', name));
  return {
    title: 'Bytes as built',
    table: [
      ['', 'raw', 'gzip', 'brotli'],
      row('first load: HTML', ['index.html']),
      row('first load: JavaScript', assets(first, '.js')),
      row('first load: CSS', assets(first, '.css')),
      ...later.map((name) => row(`later: ${name.replace(/-[\w-]{8}\.js$/, '')}`, [join('assets', name)])),
    ],
  };
}
