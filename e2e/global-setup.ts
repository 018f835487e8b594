import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const vite = resolve(root, 'node_modules/vite/bin/vite.js');

/** Builds what the tests open, as `npm run build` does. Playwright calls it before the tests, also in its UI mode. */
export default async function buildBoth() {
  // What Playwright or the person has set must not change what is tested.
  const env = { ...process.env };
  for (const name of ['API_ORIGIN', 'BASE_PATH', 'NODE_ENV']) delete env[name];
  for (const mode of ['production', 'demo'])
    await promisify(execFile)(process.execPath, [vite, 'build', '--mode', mode], { cwd: root, env });
}
