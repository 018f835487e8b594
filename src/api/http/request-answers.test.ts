import { object, string } from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, disconnect, onUnauthorized } from './connection';
import { request } from './request';
import {
  brokenOff,
  envelope,
  failure,
  html,
  json,
  JWT,
  opaqueRedirect,
  stubServer,
  TENANT,
} from '../../testing/stub-server';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/decision/x', schema } as const;
const post = { method: 'POST', path: '/decision/x', schema, body: { reason: 'Grüße 😀' } } as const;

afterEach(disconnect);

describe('a 2xx is no answer when it is', () => {
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
    expect(await failure(request(get))).toMatchObject(expected);
  });

  it.each([201, 203, 206])('a reading answered with %i, although the data is right', async (status) => {
    const body = JSON.stringify({ success: true, data: { word: 'hello' } });
    stubServer(() => new Response(body, { status }));
    expect(await failure(request(get))).toMatchObject({ kind: 'unreadable', status });
    await expect(request(post)).resolves.toMatchObject({ data: { word: 'hello' } });
  });

  it('success: false without an envelope', async () => {
    stubServer(() => json({ success: false, error: 'No', word: 'x' }));
    expect(await failure(request({ ...get, enveloped: false }))).toMatchObject({
      kind: 'http',
      serverWords: 'No',
    });
  });
});

describe('a refusal', () => {
  it.each([400, 401, 403, 404, 405, 409, 411, 412, 422, 429, 500, 502, 503, 504])(
    'with status %i keeps its words in every format',
    async (status) => {
      for (const [server, serverWords] of [
        [() => json({ success: false, data: null, error: 'No way', meta: null }, status), 'No way'],
        [() => json({ detail: 'No way' }, status), 'No way'],
        [() => html(status), null],
        [() => new Response('', { status }), null],
        [() => brokenOff(status), null],
      ] as const) {
        stubServer(server);
        const expected = { kind: 'http', status, serverWords };
        expect(await failure(request(post))).toMatchObject(expected);
      }
    },
  );

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
    'by redirect: a toggle does not follow it',
    async (server) => {
      stubServer(server);
      expect(await failure(request(post))).toMatchObject({ kind: 'redirected' });
    },
  );

  it('does not put the server’s words into its message, which ends up in logs', async () => {
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
  ])('to %s is reported as it should be', async (_, options, times) => {
    const { listener, stop } = listen();
    stubServer(refuse);
    await failure(request({ ...get, ...options }));
    stop();
    expect(listener).toHaveBeenCalledTimes(times);
  });

  it.each(['GET', 'POST', 'DELETE'] as const)(
    'to a %s names the path only if it was a reading',
    async (method) => {
      const { listener, stop } = listen();
      stubServer(refuse);
      await failure(request({ ...get, method }));
      stop();
      expect(listener).toHaveBeenCalledWith(method === 'GET' ? '/decision/x' : null);
    },
  );

  it('is reported even if its body breaks off', async () => {
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
