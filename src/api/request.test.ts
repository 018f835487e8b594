import { object, string } from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, disconnect, onUnauthorized } from './connection';
import { READ_TIMEOUT_MS, request } from './request';
import {
  brokenOff,
  envelope,
  failure,
  html,
  hungBody,
  json,
  JWT,
  never,
  opaqueRedirect,
  OTHER_TENANT,
  setOnline,
  stubServer,
  TENANT,
} from './stub-server';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/decision/x', schema } as const;
const post = { method: 'POST', path: '/decision/x', schema, body: { reason: 'Grüße 😀' } } as const;
const hello = () => envelope({ word: 'hello', extra: 1 });

afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe('what is sent', () => {
  it('goes to the site itself, with cookies and past every cache', async () => {
    const { sent } = stubServer(hello);
    await request(get);
    expect(sent[0]).toMatchObject({
      url: '/decision/x',
      init: { method: 'GET', credentials: 'include', cache: 'no-store', redirect: 'follow' },
    });
    expect(sent[0]?.headers.get('Accept')).toBe('application/json');
    expect(sent[0]?.headers.get('X-Request-ID')).toMatch(/^[\da-f-]{36}$/);
  });

  it('names tenant and token of the connection', async () => {
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

  it('sends no bearer that is redacted, and no tenant that is not known', async () => {
    const { sent } = stubServer(hello);
    await request(get);
    connect({ tenantId: TENANT, token: '***JWT_REDACTED***' });
    await request(get);
    expect(sent.map(({ headers }) => [headers.has('X-Tenant-ID'), headers.has('Authorization')])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it('can be sent for a tenant id that no header can hold', async () => {
    const { sent } = stubServer(hello);
    await request({ ...get, tenantId: 'ж\n😀' });
    expect(sent[0]?.headers.get('X-Tenant-ID')).toBe('%D0%B6%0A%F0%9F%98%80');
  });

  it.each(['POST', 'DELETE'] as const)('sends the body of a %s as a string of JSON', async (method) => {
    const { sent } = stubServer(hello);
    await request({ ...post, method });
    expect(sent[0]?.init).toMatchObject({ method, body: '{"reason":"Grüße 😀"}', redirect: 'manual' });
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  it('names no content type without a body', async () => {
    const { sent } = stubServer(hello);
    await request({ method: 'POST', path: '/auth/refresh', schema });
    expect(sent[0]?.init).not.toHaveProperty('body');
    expect(sent[0]?.headers.has('Content-Type')).toBe(false);
  });

  it('speaks for the connection it was called under, even if that ends at once', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { sent } = stubServer(hello);
    const answer = request(get);
    disconnect();
    await answer;
    expect(sent[0]?.headers.get('Authorization')).toBe(`Bearer ${JWT}`);
  });
});

describe('a good answer', () => {
  it('holds what the schema knows, when it was asked for, and the server’s clock', async () => {
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
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has our own request id when the server names none', async () => {
    const { sent } = stubServer(hello);
    const { requestId, serverTime } = await request(get);
    expect(requestId).toBe(sent[0]?.headers.get('X-Request-ID'));
    expect(serverTime).toBeNull();
  });

  it('may come without an envelope where the contract says so', async () => {
    stubServer(() => json({ word: 'plain' }));
    expect((await request({ ...get, enveloped: false })).data).toEqual({ word: 'plain' });
  });

  it('takes `__proto__` keys for nothing', async () => {
    stubServer(
      () => new Response('{"success":true,"data":{"word":"a","__proto__":{"evil":1}},"__proto__":{"x":1}}'),
    );
    const { data } = await request(get);
    expect(data).toEqual({ word: 'a' });
    expect('evil' in data || 'evil' in {} || 'x' in {}).toBe(false);
  });
});

describe('a 2xx that is no answer', () => {
  const text = (body: string, status = 200) => new Response(status === 204 ? null : body, { status });
  it.each<[string, () => Response, object]>([
    ['a web page', () => html(), { kind: 'unreadable', status: 200, details: 'web-page', serverWords: null }],
    ['an empty body', () => text(''), { kind: 'unreadable', details: null }],
    ['204', () => text('', 204), { kind: 'unreadable', status: 204 }],
    ['cut-off JSON', () => text('{"success":true,"data":{"wo'), { kind: 'unreadable' }],
    ['a body that breaks off', () => brokenOff(), { kind: 'unreadable', status: 200 }],
    ['an array', () => json([]), { kind: 'wrong-shape', status: 200 }],
    ['null', () => json(null), { kind: 'wrong-shape' }],
    ['no data', () => json({ success: true }), { kind: 'wrong-shape' }],
    ['data of another shape', () => envelope({ word: 1 }), { kind: 'wrong-shape' }],
    ['data without success', () => json({ data: { word: 'hello' } }), { kind: 'wrong-shape' }],
    ['success as a word', () => json({ success: 'true', data: { word: 'hello' } }), { kind: 'wrong-shape' }],
    [
      'success: false alone',
      () => json({ success: false, data: { word: 'hello' } }),
      { kind: 'wrong-shape' },
    ],
    [
      'a refusal in disguise',
      () =>
        json({
          success: false,
          error: 'kill_switch_engaged',
          detail: 'Engaged.',
          meta: { request_id: 'r-1' },
        }),
      { kind: 'http', status: 200, code: 'kill_switch_engaged', serverWords: 'Engaged.', requestId: 'r-1' },
    ],
  ])('%s', async (_, server, expected) => {
    stubServer(server);
    expect(await failure(request(get))).toMatchObject({ ...expected, outcomeUnknown: true });
  });

  it('without an envelope, success: false is an error too', async () => {
    stubServer(() => json({ success: false, error: 'No', word: 'x' }));
    expect(await failure(request({ ...get, enveloped: false }))).toMatchObject({
      kind: 'http',
      serverWords: 'No',
    });
  });
});

describe('a refusal', () => {
  it.each([400, 401, 403, 404, 405, 409, 411, 412, 422, 429, 500, 502, 503, 504])('%i', async (status) => {
    for (const [server, serverWords] of [
      [() => json({ success: false, data: null, error: 'No way', meta: null }, status), 'No way'],
      [() => json({ detail: 'No way' }, status), 'No way'],
      [() => html(status), null],
      [() => new Response('', { status }), null],
      [() => brokenOff(status), null],
    ] as const) {
      stubServer(server);
      const expected = { kind: 'http', status, serverWords, outcomeUnknown: status >= 500 };
      expect(await failure(request(post))).toMatchObject(expected);
    }
  });

  it('keeps field errors, Retry-After and data', async () => {
    const data = { status: 'engaged' };
    const detail = [{ loc: ['body', 'reason'], msg: 'Too short', type: 'x' }];
    stubServer(() => json({ detail, data }, 422, { 'Retry-After': '7' }));
    expect(await failure(request(post))).toMatchObject({
      fieldErrors: [{ field: 'reason', message: 'Too short' }],
      retryAfterSeconds: 7,
      details: data,
    });
  });

  it.each([() => opaqueRedirect(), () => new Response(null, { status: 307 })])(
    'that points elsewhere is not followed by a toggle',
    async (server) => {
      stubServer(server);
      expect(await failure(request(post))).toMatchObject({ kind: 'redirected', outcomeUnknown: false });
    },
  );

  it('keeps the server’s words out of the message, which ends up in logs', async () => {
    stubServer(() => json({ detail: 'secret words' }, 400));
    expect(String(await failure(request(post)))).toBe('ApiError: http');
  });
});

describe('a 401', () => {
  const refuse = () => json({ success: false, error: 'Unauthorized' }, 401);
  const listen = () => {
    const listener = vi.fn();
    return { listener, stop: onUnauthorized(listener) };
  };

  it.each([
    ['a session', {}, 1],
    ['an anonymous request', { anonymous: true }, 0],
    ['a quiet one', { quiet: true }, 0],
  ])('of %s', async (_, options, times) => {
    const { listener, stop } = listen();
    stubServer(refuse);
    await failure(request({ ...get, ...options }));
    stop();
    expect(listener).toHaveBeenCalledTimes(times);
  });

  it('is told even if its body breaks off', async () => {
    const { listener, stop } = listen();
    stubServer(() => brokenOff(401));
    await failure(request(get));
    stop();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('that arrives after somebody signed in again is about the old session', async () => {
    connect({ tenantId: TENANT, token: JWT });
    const { listener, stop } = listen();
    stubServer(() => {
      connect({ tenantId: TENANT, token: JWT });
      return refuse();
    });
    expect(await failure(request(get))).toMatchObject({ status: 401 });
    stop();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('the network', () => {
  it.each([get, post])('offline, nothing is sent ($method)', async (options) => {
    setOnline(false);
    const { fetch } = stubServer(hello);
    expect(await failure(request(options))).toMatchObject({
      kind: 'offline',
      status: null,
      outcomeUnknown: false,
      requestId: expect.stringMatching(/./),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('a connection that fails leaves the outcome open', async () => {
    stubServer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(request(post))).toMatchObject({
      kind: 'unreachable',
      status: null,
      outcomeUnknown: true,
    });
  });

  it.each([
    ['no answer', never, null],
    ['a body that never comes', hungBody, 200],
  ])('%s: given up after 8 s, and not before', async (_, server, status) => {
    vi.useFakeTimers();
    stubServer(server);
    const settled = vi.fn();
    const error = failure(request(post)).finally(settled);
    await vi.advanceTimersByTimeAsync(READ_TIMEOUT_MS - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ kind: 'timeout', status, outcomeUnknown: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a refusal whose words never come is a refusal', async () => {
    vi.useFakeTimers();
    stubServer((sent) => hungBody(sent, 403));
    const error = failure(request({ ...post, timeoutMs: 50 }));
    await vi.advanceTimersByTimeAsync(50);
    expect(await error).toMatchObject({ kind: 'http', status: 403, outcomeUnknown: false });
  });
});

describe('a caller that cancels', () => {
  it.each([
    ['while waiting', never],
    ['while reading', hungBody],
    ['while a refusal is read', (sent: Parameters<typeof hungBody>[0]) => hungBody(sent, 403)],
  ])('%s gets its own reason back', async (_, server) => {
    vi.useFakeTimers();
    stubServer(server);
    const controller = new AbortController();
    const error = failure(request({ ...get, signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    const reason = new Error('overtaken by a toggle');
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('before sending: nothing is sent', async () => {
    const { fetch } = stubServer(hello);
    const reason = new Error('gone');
    expect(await failure(request({ ...get, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(fetch).not.toHaveBeenCalled();
  });
});
