import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { test as setup } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');
const vite = resolve(root, 'node_modules/vite/bin/vite.js');

// As `npm run build` would: what Playwright or the person has set must not change what is tested.
const env = { ...process.env };
for (const name of ['API_ORIGIN', 'BASE_PATH', 'NODE_ENV']) delete env[name];

for (const mode of ['production', 'demo']) {
  setup(`the ${mode} build`, async () => {
    await promisify(execFile)(process.execPath, [vite, 'build', '--mode', mode], { cwd: root, env });
  });
}
