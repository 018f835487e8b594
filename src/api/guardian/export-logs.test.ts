import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  brokenOff,
  failure,
  html,
  hungBody,
  json,
  JWT,
  never,
  opaqueRedirect,
  setOnline,
  stubServer,
  TENANT,
} from '../../testing/stub-server';
import { connect, disconnect, onUnauthorized } from '../http/connection';
import { exportLogs, STALL_MS, type Progress } from './export-logs';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const gzip = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'Content-Type': 'application/gzip', ...headers } });

function start({ signal = new AbortController().signal } = {}) {
  const seen: Progress[] = [];
  const onProgress = (progress: Progress) => seen.push(progress);
  const file = exportLogs({ at: { tenantId: TENANT, host: null }, host: 'host-1', signal, onProgress });
  return { file, seen };
}
const failed = (answer: Response) => (stubServer(() => answer), failure(start().file));

beforeEach(() => connect({ tenantId: TENANT, token: JWT }));
afterEach(() => {
  vi.useRealTimers();
  disconnect();
});

describe('an export of the logs', () => {
  it('is requested once, with the headers of every request', async () => {
    const { sent } = stubServer(() => gzip(bytes(5)));
    await start().file;
    expect(sent).toHaveLength(1);
    const [{ init, headers, url } = { init: {}, headers: new Headers(), url: '' }] = sent;
    expect([init.method, url]).toEqual(['POST', '/guardian/logs/export']);
    expect(headers.get('X-Tenant-ID')).toBe(TENANT);
    expect(headers.get('Authorization')).toBe(`Bearer ${JWT}`);
    expect(headers.get('X-Request-ID')).toMatch(/^[\da-f-]{36}$/);
    expect(init).toMatchObject({ credentials: 'include', cache: 'no-store', redirect: 'manual' });
  });

  it('returns a file with bytes, name and the id to quote, and reports its progress', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const part of [bytes(4), bytes(6)]) controller.enqueue(part);
        controller.close();
      },
    });
    stubServer(() =>
      gzip(body, {
        'Content-Length': '10',
        'Content-Disposition': 'attachment; filename="x.gz"',
        'X-Request-ID': 'server-1',
      }),
    );
    const { file, seen } = start();
    const { name, blob, requestId } = await file;
    expect([name, blob.size, blob.type, requestId]).toEqual(['x.gz', 10, 'application/gzip', 'server-1']);
    expect(seen).toEqual([
      { received: 4, total: 10 },
      { received: 10, total: 10 },
    ]);
  });

  it.each([
    ['no length', {}, null],
    ['an invalid length', { 'Content-Length': '1e3' }, null],
    ['the length of the compressed bytes', { 'Content-Length': '3', 'Content-Encoding': 'br' }, null],
    ['a length', { 'Content-Length': '5', 'Content-Encoding': 'identity' }, 5],
  ])('with %s has the total of case %#', async (_, headers, total) => {
    stubServer(() => gzip(bytes(5), headers));
    const { file, seen } = start();
    expect((await file).blob.size).toBe(5);
    expect(seen.at(-1)).toEqual({ received: 5, total });
  });

  it('gives the server’s own words when it is refused', async () => {
    expect(await failed(json({ detail: 'Not for you' }, 403))).toMatchObject({
      kind: 'http',
      status: 403,
      serverWords: 'Not for you',
    });
  });

  it('reports a 401 to the listeners of the session', async () => {
    const ended = vi.fn();
    const stop = onUnauthorized(ended);
    expect(await failed(json({}, 401))).toMatchObject({ kind: 'http', status: 401 });
    stop();
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe('an export without a proper file fails', () => {
  it.each([
    ['fewer bytes than announced', () => gzip(bytes(5), { 'Content-Length': '6' }), 'unreadable'],
    ['a body that breaks off', () => brokenOff(), 'unreadable'],
    ['nothing', () => gzip(''), 'unreadable'],
    ['204', () => new Response(null, { status: 204 }), 'unreadable'],
    [
      'JSON that is cut',
      () => new Response('{"a":', { headers: { 'Content-Type': 'application/json' } }),
      'unreadable',
    ],
    ['a redirect', opaqueRedirect, 'redirected'],
  ])('for %s', async (_, answer, kind) => {
    expect(await failed(answer())).toMatchObject({ kind });
  });

  it.each([
    ['by its type', html()],
    ['by its first character', gzip(' \n<html>')],
  ])('for a web page with status 200, recognised %s', async (_, answer) => {
    expect(await failed(answer)).toMatchObject({ kind: 'unreadable', details: 'web-page' });
  });

  it('for a refusal with status 200', async () => {
    expect(await failed(json({ success: false, error: 'export_disabled' }))).toMatchObject({
      kind: 'http',
      code: 'export_disabled',
    });
  });

  it('for large JSON that does not end as JSON does', async () => {
    const large = `{"a":"${'x'.repeat(1_000_001)}`;
    const type = { headers: { 'Content-Type': 'application/json' } };
    expect(await failed(new Response(large, type))).toMatchObject({ kind: 'unreadable' });
    stubServer(() => new Response(`${large}"}`, type));
    expect((await start().file).blob.size).toBeGreaterThan(1_000_000);
  });
});

describe('an export on a bad network', () => {
  it('sends nothing offline (law 3)', async () => {
    setOnline(false);
    const { fetch } = stubServer(() => gzip(bytes(1)));
    expect(await failure(start().file)).toMatchObject({ kind: 'offline' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('fails when the server cannot be reached', async () => {
    stubServer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(start().file)).toMatchObject({ kind: 'unreachable' });
  });

  it.each([
    ['no answer', never],
    ['no byte', hungBody],
  ])('with %s for 15 s is aborted', async (_, server) => {
    vi.useFakeTimers();
    stubServer(server);
    const error = failure(start().file);
    await vi.advanceTimersByTimeAsync(STALL_MS);
    expect(await error).toMatchObject({ kind: 'timeout' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may take any time while it is slow but never silent', async () => {
    vi.useFakeTimers();
    let pipe: ReadableStreamDefaultController | undefined;
    stubServer(() => gzip(new ReadableStream({ start: (controller) => void (pipe = controller) })));
    const { file, seen } = start();
    for (let part = 0; part < 10; part++) {
      await vi.advanceTimersByTimeAsync(STALL_MS - 1);
      pipe?.enqueue(bytes(1));
    }
    await vi.advanceTimersByTimeAsync(1);
    pipe?.close();
    expect((await file).blob.size).toBe(10);
    expect(seen.at(-1)).toEqual({ received: 10, total: null });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a caller that cancels an export', () => {
  it.each([
    ['while waiting', never],
    ['while reading', hungBody],
  ])('%s gets its own reason back', async (_, server) => {
    vi.useFakeTimers();
    stubServer(server);
    const controller = new AbortController();
    const error = failure(start(controller).file);
    await vi.advanceTimersByTimeAsync(10);
    const reason = new Error('cancelled by the operator');
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});
