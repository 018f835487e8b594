import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expectState, heading, toggle } from '../support/console';
import { expect, expectStep, test } from './demo-fixtures';

// `npm run build:demo`, as the workflow runs it, on a server that knows nothing but files.

const root = resolve(import.meta.dirname, '../..');
const BASE = '/ops/demo/';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Answers with the file at the address or, with status 404, with 404.html: as GitHub Pages and others do. */
async function serveFiles(folder: string): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const name = pathname === BASE ? 'index.html' : pathname.slice(BASE.length);
    const isOurs = pathname.startsWith(BASE);
    const file = isOurs ? await readFile(join(folder, name)).catch(() => null) : null;
    const type = types[extname(file ? name : '404.html')] ?? 'application/octet-stream';
    response.writeHead(file ? 200 : 404, { 'Content-Type': type });
    response.end(file ?? (await readFile(join(folder, '404.html'))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

test('the demo works as plain files under a sub-path, also at the address of one of its pages', async ({
  page,
  expectConsole,
}, testInfo) => {
  // The host's own answer for an address that is a page and no file.
  expectConsole(/status of 404 .*\/kill-switch$/, /status of 504 .*\/decision\//);
  const folder = testInfo.outputPath('demo');
  const env = { ...process.env, BASE_PATH: BASE };
  await promisify(execFile)(process.execPath, ['scripts/build-demo.mjs', folder], { cwd: root, env });
  const server = await serveFiles(folder);
  try {
    // A server on a network socket has an address with a port.
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}${BASE}`;
    await page.goto(origin);
    await expect(heading(page, 'Sign in')).toBeVisible();
    await page.goto(`${origin}?story=lost-answer`);
    await expectState(page, /^Disengaged/);
    await expect(page).toHaveURL(`${origin}kill-switch`);
    await toggle(page, 'engage', 'From plain files');
    await expectState(page, /^Engaged/);
    await page.reload();
    await expectState(page, /^Engaged/);
    await expectStep(page, 4, /The page says Engaged/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
