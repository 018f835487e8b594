import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { build, preview } from 'vite';
import { personas } from '../../mocks/seeds/personas';
import { originOf, startPreview } from './previews';

// What `npm run build` made, mostly read as files.
const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');

// Bytes of the first load, gzipped. React, its DOM, the router and React Query are 91 kB of them (docs/decisions/003-bundle.md).
const JS_BUDGET = 140_440;
const CSS_BUDGET = 8_000;

test('index.html has nothing inline that the CSP would block', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/i);
  expect(html).not.toMatch(/<style|\sstyle\s*=|<[^>]+\son[a-z]+\s*=/i);
});

test('no mock code is shipped', () => {
  const people = Object.values(personas).flatMap(({ email, password }) => [email, password]);
  const signs = [
    /\bmsw\b/i,
    ...[...people, 'mockServiceWorker', 'Demo controls', 'Live agents', 'ksc-demo', 'lost-answer'].map(
      (text) => new RegExp(text, 'i'),
    ),
  ];
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('index.html');
  for (const { parentPath, name } of files) {
    const text = `${name}\n${readFileSync(join(parentPath, name), 'latin1')}`;
    expect(
      signs.filter((sign) => sign.test(text)),
      name,
    ).toEqual([]);
  }
});

test('a story link does nothing in production', async ({ page }) => {
  const server = await startPreview('production');
  try {
    await page.goto(`${originOf(server)}/?story=lost-answer`);
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Story', exact: true })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Live agents' })).toHaveCount(0);
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  } finally {
    await server.close();
  }
});

test('the first load keeps its budget', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const size = (tag: RegExp) => {
    const files = [...html.matchAll(tag)].map(([, url = '']) => join(dist, url));
    expect(files, String(tag)).not.toEqual([]);
    return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  };
  const js = size(/<(?:script[^>]*\ssrc|link[^>]*rel="modulepreload"[^>]*\shref)="([^"]+)"/g);
  const css = size(/<link[^>]*rel="stylesheet"[^>]*\shref="([^"]+)"/g);
  console.log(
    `First load, gzipped: JavaScript ${js} of ${JS_BUDGET} bytes, CSS ${css} of ${CSS_BUDGET} bytes`,
  );
  expect(js).toBeLessThanOrEqual(JS_BUDGET);
  expect(css).toBeLessThanOrEqual(CSS_BUDGET);
});

test('the build works under a sub-path, its links too, also when opened at a deep link', async ({
  page,
}, testInfo) => {
  const outDir = testInfo.outputPath('dist');
  const options = {
    root,
    base: '/ops/console/',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(options);
  const server = await preview({ ...options, preview: { host: '127.0.0.1', port: 0, proxy: {} } });
  try {
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) broken.push(message.text());
    });
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (type !== 'fetch' && !response.ok()) broken.push(`${response.status()} ${response.url()}`);
    });
    const start = server.resolvedUrls?.local[0] ?? '';
    const response = await page.goto(`${start}kill-switch/history`);
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
    // The heading comes from the script; index.html has another one until then.
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    const person = { id: 'v', email: 'v@acme.example', role: 'VIEWER', tenant_id: 'acme' };
    const answer = { success: true, data: person, error: null, meta: null };
    await page.route('**/auth/me', (route) => route.fulfill({ json: answer }));
    await page.goto(`${start}nowhere`);
    await page.getByRole('link', { name: 'Go to the home page' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'No access' })).toBeVisible();
    await expect(page).toHaveURL(`${start}kill-switch`);
    expect(broken).toEqual([]);
  } finally {
    await server.close();
  }
});
