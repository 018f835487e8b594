import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Origin } from '../../core/ports/ports';
import { createTrust } from './client-address';
import { startHttp, type HttpParts, type HttpServer } from './server';
import { loadSite } from './site';

let folder = '';
let running: HttpServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-switch-http-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'dist/assets/main-1a2b.js'), `export {}; // ${'x'.repeat(2_000)}`);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
const TIMES = { headers: 10_000, request: 15_000, drain: 8_000 };

async function serve(parts: Partial<HttpParts> = {}, times = TIMES) {
  const asked: { request: Request; origin: Origin; body: string }[] = [];
  const failures: unknown[] = [];
  running = await startHttp(
    {
      api: {
        async fetch(request, origin) {
          asked.push({ request, origin, body: await request.text() });
          return new Response('{"success":true}', {
            headers: { 'Content-Type': 'application/json', 'X-Request-ID': 'from-core' },
          });
        },
      },
      gateway: { handle: (_incoming, outgoing) => void outgoing.end('gateway') },
      site: await loadSite(join(folder, 'dist')),
      isReady: async () => true,
      metrics: null,
      trusted: createTrust([]),
      failed: (error) => void failures.push(error),
      ...parts,
    },
    { port: 0, host: '127.0.0.1', times },
  );
  const { port } = running.address;
  const get = (
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) =>
    new Promise<Answer>((done, failed) => {
      const { method = 'GET', body } = init;
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const headers = { ...init.headers, ...length };
      const request = ask({ host: '127.0.0.1', port, path, method, headers }, (response: IncomingMessage) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on('error', failed).end(body);
    });
  return { get, asked, failures, port };
}

describe('the server of people and agents', () => {
  it.each(['/execute', '/authz', '/authz/files/7'])('hands %s to the gateway', async (path) => {
    const { get } = await serve();
    expect((await get(path, { method: 'POST' })).text).toBe('gateway');
  });

  it('answers people once per connection, with the headers that every answer must have [AEGIS-61]', async () => {
    const { get } = await serve();
    for (const path of ['/auth/me', '/kill-switch', '/assets/gone.js', '/healthz', '/metrics', '/auth']) {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        connection: 'close',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("require-trusted-types-for 'script'"),
        date: expect.any(String),
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('gives the API what was sent: method, path, query, headers and the body of a DELETE', async () => {
    const { get, asked } = await serve();
    await get('/decision/kill-switch/acme?x=1', {
      method: 'DELETE',
      headers: { 'X-Tenant-ID': 'acme', 'Content-Type': 'application/json' },
      body: '{"reason":"überprüft"}',
    });
    const [one] = asked;
    expect(one?.request.method).toBe('DELETE');
    expect(new URL(one?.request.url ?? '').pathname).toBe('/decision/kill-switch/acme');
    expect(one?.request.headers.get('x-tenant-id')).toBe('acme');
    expect(one?.body).toBe('{"reason":"überprüft"}');
    expect(one?.origin).toEqual({ address: '127.0.0.1', secure: false });
  });

  it('believes X-Forwarded-For and X-Forwarded-Proto only from a trusted proxy', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' };
    const strange = await serve();
    await strange.get('/auth/me', { headers });
    expect(strange.asked[0]?.origin).toEqual({ address: '127.0.0.1', secure: false });
    await running?.stop();
    const behind = await serve({ trusted: createTrust(['127.0.0.1']) });
    await behind.get('/auth/me', { headers });
    expect(behind.asked[0]?.origin).toEqual({ address: '203.0.113.9', secure: true });
  });

  it.each(['cross-site', 'same-site'])('refuses a request of another site (%s)', async (site) => {
    const { get, asked } = await serve();
    const headers = { 'Sec-Fetch-Site': site, 'X-Request-ID': 'mine' };
    const answer = await get('/decision/kill-switch/acme', { method: 'POST', headers, body: '{}' });
    expect([answer.status, answer.headers['x-request-id']]).toEqual([403, 'mine']);
    expect(asked).toEqual([]);
  });

  it('refuses a body over 64 KiB with 413, and takes one of 64 KiB', async () => {
    const { get, asked } = await serve();
    const post = (length: number) => get('/auth/token', { method: 'POST', body: 'x'.repeat(length) });
    expect((await post(65_537)).status).toBe(413);
    expect((await post(3_000_000)).status).toBe(413);
    expect(asked).toEqual([]);
    expect((await post(65_536)).status).toBe(200);
    expect(asked[0]?.body).toHaveLength(65_536);
  });

  it('shows the metrics to whoever sends the token, and 404 to everybody else', async () => {
    const { get } = await serve({ metrics: { token: 'swordfish', read: async () => 'up 1\n' } });
    const bearer = (token: string) => get('/metrics', { headers: { Authorization: `Bearer ${token}` } });
    expect((await get('/metrics')).status).toBe(404);
    expect((await bearer('swordfis')).status).toBe(404);
    expect(await bearer('swordfish')).toMatchObject({ status: 200, text: 'up 1\n' });
    await running?.stop();
    expect((await (await serve()).get('/metrics', { headers: { Authorization: 'Bearer ' } })).status).toBe(
      404,
    );
  });

  it('says whether it is ready, and no more', async () => {
    let ready = true;
    const { get } = await serve({ isReady: async () => ready });
    expect(await get('/readyz')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
    ready = false;
    expect(await get('/readyz')).toMatchObject({ status: 503, text: '{"status":"not ready"}' });
    expect((await get('/healthz')).status).toBe(200);
  });

  it('answers 500 when a rule throws, and goes on', async () => {
    const broken = new Error('bug');
    const { get, failures } = await serve({ api: { fetch: () => Promise.reject(broken) } });
    expect(await get('/auth/me')).toMatchObject({
      status: 500,
      text: expect.stringContaining('internal_error'),
    });
    expect(failures).toEqual([broken]);
    expect((await get('/healthz')).status).toBe(200);
  });

  it.each(['http://elsewhere/auth/me', '*', '/%'])(
    'understands the target %s or refuses it',
    async (path) => {
      const { get } = await serve();
      expect((await get(path)).status).toBe(400);
    },
  );
});

describe('the console beside the API', () => {
  it('is its page for every path without a file extension, and its files for ever', async () => {
    const { get } = await serve();
    for (const path of ['/', '/kill-switch/history?action=engaged', '/no/such/page']) {
      expect((await get(path)).text).toContain('<title>Console</title>');
    }
    const script = await get('/assets/main-1a2b.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    '/assets/gone-9z.js',
    '/.env',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
  ])('answers %s with 404, and with nothing from outside of the build', async (path) => {
    const { status, text } = await (await serve()).get(path);
    expect(status).toBe(404);
    expect(text).not.toMatch(/Console|secret/);
  });

  it('is not there where there is no build: then every path but those of the API is 404 in JSON', async () => {
    const { get } = await serve({ site: await loadSite(join(folder, 'nothing')) });
    expect(await get('/')).toMatchObject({ status: 404, text: '{"detail":"Not Found"}' });
  });
});

describe('a stop of the server', () => {
  it('lets the request in flight finish, and takes no new one', async () => {
    let answer = () => {};
    let arrived = () => {};
    const here = new Promise<void>((done) => (arrived = done));
    const held = new Promise<void>((done) => (answer = done));
    const { get } = await serve({
      api: {
        async fetch() {
          arrived();
          await held;
          return new Response('done');
        },
      },
    });
    const inFlight = get('/auth/me');
    await here;
    const stopped = running?.stop();
    await expect(get('/healthz')).rejects.toThrow(/ECONNREFUSED/);
    answer();
    expect((await inFlight).text).toBe('done');
    await stopped;
    running = undefined;
  });

  it('does not wait for ever for somebody who sends nothing', async () => {
    const { port } = await serve({}, { ...TIMES, drain: 50 });
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {}).write('POST /auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab');
    await running?.stop();
    running = undefined;
    socket.destroy();
  });

  it('is not needed for a client that never finishes its headers: that one gets 408', async () => {
    const { port } = await serve({}, { ...TIMES, headers: 20, request: 20 });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /auth/token HTTP/1.1\r\nHost: x\r\n');
    const [data] = await once(socket.setEncoding('utf8'), 'data');
    expect(data).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
  });
});
