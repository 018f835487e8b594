import { object, string } from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, disconnect } from './connection';
import { request } from './request';
import { lastSent } from './sent';
import { envelope, json, JWT, OTHER_TENANT, stubServer, TENANT } from '../../testing/stub-server';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/decision/x', schema } as const;
const post = { method: 'POST', path: '/decision/x', schema, body: { reason: 'Grüße 😀' } } as const;
const hello = () => envelope({ word: 'hello', extra: 1 });

afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe('a request', () => {
  it('goes to the site itself, with cookies and without any cache', async () => {
    const { sent } = stubServer(hello);
    await request(get);
    expect(sent[0]).toMatchObject({
      url: '/decision/x',
      init: { method: 'GET', credentials: 'include', cache: 'no-store', redirect: 'follow' },
    });
    expect(sent[0]?.headers.get('Accept')).toBe('application/json');
    expect(sent[0]?.headers.get('X-Request-ID')).toMatch(/^[\da-f-]{36}$/);
  });

  it('has the tenant and token of the connection', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { sent } = stubServer(hello);
    await request(get);
    await request({ ...get, tenantId: OTHER_TENANT });
    await request({ ...get, anonymous: true });
    expect(sent.map(({ headers }) => [headers.get('X-Tenant-ID'), headers.get('Authorization')])).toEqual([
      [TENANT, `Bearer ${JWT}`],
      [OTHER_TENANT, `Bearer ${JWT}`],
      [TENANT, null],
    ]);
  });

  it('has no bearer that is redacted, and no tenant that is not known', async () => {
    const { sent } = stubServer(hello);
    await request(get);
    connect({ tenantId: TENANT, token: '***JWT_REDACTED***' });
    await request(get);
    expect(sent.map(({ headers }) => [headers.has('X-Tenant-ID'), headers.has('Authorization')])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it('can be sent for a tenant id that no header can contain', async () => {
    const { sent } = stubServer(hello);
    await request({ ...get, tenantId: 'ж\n😀' });
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe('%D0%B6%0A%F0%9F%98%80');
  });

  it.each(['POST', 'DELETE'] as const)('has the body of a %s as a string of JSON', async (method) => {
    const { sent } = stubServer(hello);
    await request({ ...post, method });
    expect(sent[0]?.init).toMatchObject({ method, body: '{"reason":"Grüße 😀"}', redirect: 'manual' });
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  it('is noted when it is an action, for a page that fails', async () => {
    stubServer(hello);
    await request({ ...get, path: `/decision/kill-switch/${TENANT}` });
    await request({ ...post, path: '/auth/token' });
    expect(lastSent()).toBeNull();
    await request({ ...post, path: `/decision/kill-switch/${TENANT}` });
    expect(lastSent()).toMatch(/^A request to engage the kill switch was sent at [\d:]{8} UTC/);
  });

  it('has no content type without a body', async () => {
    const { sent } = stubServer(hello);
    await request({ method: 'POST', path: '/auth/refresh', schema });
    expect(sent[0]?.init).not.toHaveProperty('body');
    expect(sent[0]?.headers.has('Content-Type')).toBe(false);
  });

  it('uses the connection under which it was called, even if that ends at once', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { sent } = stubServer(hello);
    const answer = request(get);
    disconnect();
    await answer;
    expect(sent[0]?.headers.get('Authorization')).toBe(`Bearer ${JWT}`);
  });
});

describe('a proper answer', () => {
  it('contains what the schema knows, the time of its request, and the server’s clock', async () => {
    vi.useFakeTimers({ now: 5_000 });
    stubServer(async () => {
      await vi.advanceTimersByTimeAsync(700);
      return envelope(
        { word: 'hello', extra: 1 },
        { Date: 'Sat, 21 Nov 2026 12:00:00 GMT', 'X-Request-ID': 'r-9' },
      );
    });
    const answer = await request(get);
    expect(answer).toEqual({
      data: { word: 'hello' },
      requestId: 'r-9',
      askedAt: { wall: 5_000, mono: expect.any(Number) },
      serverTime: Date.UTC(2026, 10, 21, 12),
      lagMs: 0,
      cutOff: false,
      text: '{"success":true,"data":{"word":"hello","extra":1},"error":null,"meta":null}',
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has our own request id when the server gives none', async () => {
    const { sent } = stubServer(hello);
    const { requestId, serverTime } = await request(get);
    expect(requestId).toBe(sent[0]?.headers.get('X-Request-ID'));
    expect(serverTime).toBeNull();
  });

  it('may come without an envelope where the contract says so', async () => {
    stubServer(() => json({ word: 'plain' }));
    expect((await request({ ...get, enveloped: false })).data).toEqual({ word: 'plain' });
  });

  it('ignores `__proto__` keys', async () => {
    stubServer(
      () => new Response('{"success":true,"data":{"word":"a","__proto__":{"evil":1}},"__proto__":{"x":1}}'),
    );
    const { data } = await request(get);
    expect(data).toEqual({ word: 'a' });
    expect('evil' in data || 'evil' in {} || 'x' in {}).toBe(false);
  });
});
