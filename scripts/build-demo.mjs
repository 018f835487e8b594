// @ts-check
// `npm run build:demo`: the demo as static files for any host, also under a sub-path: `BASE_PATH=/demo/ npm run build:demo`.
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

const usage = `Usage: npm run build:demo [-- folder]
Builds the demo as static files into dist-demo/ or the named folder. BASE_PATH=/demo/ is the path that it will stand under.`;
const { words } = readOptions(usage, {}, { positionals: 1 });

stopWhenTold();
await ensureInstalled();
const { build } = await import('vite');
const outDir = resolve(root, words[0] ?? 'dist-demo');
await build({ root, mode: 'demo', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
// A host of static files answers a page's address with this file, and the demo then opens that page.
copyFileSync(join(outDir, 'index.html'), join(outDir, '404.html'));
console.log(outDir);
