import { describe, expect, it } from 'vitest';
import { serverForTests } from './server-for-tests';

const { serve } = serverForTests();

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
    const { get } = await serve({}, { built: false });
    expect(await get('/')).toMatchObject({ status: 404, text: '{"detail":"Not Found"}' });
  });
});
