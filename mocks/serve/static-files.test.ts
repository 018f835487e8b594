// @vitest-environment node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMockServer, type MockServer } from './server';

let parent = '';
let dist = '';
let server: MockServer | undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ksc-mock-'));
  dist = join(parent, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'secret');
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(dist, 'favicon.svg'), '<svg/>');
  await writeFile(join(dist, 'assets', 'main-1a2b.js'), 'export {}');
});
afterEach(() => server?.stop());
afterAll(() => rm(parent, { recursive: true }));

async function serve(base?: string) {
  server = await startMockServer({ dist, ...(base === undefined ? {} : { base }) });
  const { origin } = server;
  return (path: string, init: RequestInit = {}) => fetch(origin + path, { redirect: 'manual', ...init });
}

describe('a build that is served beside the API', () => {
  it.each(['/', '/kill-switch', '/kill-switch/history?action=engaged', '/no/such/page', '/assets'])(
    'answers %s with the app, never cached, with the production policy',
    async (path) => {
      const response = await (await serve())(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<title>Console</title>');
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
          "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
          "require-trusted-types-for 'script'; trusted-types 'none'",
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  it('lets hashed files be cached for ever, and no other file', async () => {
    const get = await serve();
    const script = await get('/assets/main-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await get('/favicon.svg');
    expect([icon.headers.get('content-type'), icon.headers.get('cache-control')]).toEqual([
      'image/svg+xml',
      'no-cache',
    ]);
  });

  it.each([
    ['/assets/gone-9z.js', 404],
    ['/missing.png', 404],
    ['/.env', 404],
    ['/%2e%2e/secret.txt', 404],
    ['/..%2fsecret.txt', 404],
    ['/assets/..%2f..%2fsecret.txt', 404],
    ['/%00', 400],
    ['/%', 400],
    ['/auth/nothing', 404],
    ['/audit', 404],
  ])('answers %s with %i, and never with the app', async (path, status) => {
    const response = await (await serve())(path);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/Console|secret/);
  });

  it('can be served under a base path, with the API under it and at the root', async () => {
    const get = await serve('/tools/console');
    const moved = await get('/tools/console');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/tools/console/']);
    expect(await (await get('/tools/console/kill-switch')).text()).toContain('<title>Console</title>');
    expect((await get('/')).status).toBe(404);
    expect((await get('/tools/console/auth/sso/providers')).status).toBe(200);
    expect((await get('/auth/sso/providers')).status).toBe(200);
    expect((await get('/tools/console/auth/nothing')).status).toBe(404);
  });

  it('can only be read', async () => {
    const get = await serve();
    expect((await get('/kill-switch', { method: 'POST' })).status).toBe(405);
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
