import { describe, expect, it } from 'vitest';
import { createTrust } from './client-address';
import { serverForTests } from './server-for-tests';

const { serve, stop } = serverForTests();

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
    await stop();
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
    await stop();
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
