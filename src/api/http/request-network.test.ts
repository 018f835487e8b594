import { object, string } from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { READ_TIMEOUT_MS, request } from './request';
import { envelope, failure, hungBody, never, setOnline, stubServer } from '../../testing/stub-server';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/decision/x', schema } as const;
const post = { method: 'POST', path: '/decision/x', schema, body: { reason: 'Grüße 😀' } } as const;
const hello = () => envelope({ word: 'hello', extra: 1 });

afterEach(() => {
  vi.useRealTimers();
});

describe('a request on a bad network', () => {
  it('is not sent offline, except for a reading (law 3)', async () => {
    setOnline(false);
    const { fetch } = stubServer(hello);
    expect(await failure(request(post))).toMatchObject({
      kind: 'offline',
      status: null,
      requestId: expect.stringMatching(/./),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is sent for a reading although the browser believes that it is offline, and the error says so only when that fails', async () => {
    setOnline(false);
    stubServer(hello);
    expect(await request(get)).toMatchObject({ requestId: expect.stringMatching(/./) });
    stubServer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(request(get))).toMatchObject({ kind: 'offline', status: null });
  });

  it('that loses its connection leaves the outcome open', async () => {
    stubServer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(request(post))).toMatchObject({
      kind: 'unreachable',
      status: null,
    });
  });

  it.each([
    ['no answer', never, null],
    ['a body that never comes', hungBody, 200],
  ])('with %s is aborted after 8 s, and not before', async (_, server, status) => {
    vi.useFakeTimers();
    stubServer(server);
    const settled = vi.fn();
    const error = failure(request(post)).finally(settled);
    await vi.advanceTimersByTimeAsync(READ_TIMEOUT_MS - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ kind: 'timeout', status });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is refused even when the words of the refusal never arrive', async () => {
    vi.useFakeTimers();
    stubServer((sent) => hungBody(sent, 403));
    const error = failure(request({ ...post, timeoutMs: 50 }));
    await vi.advanceTimersByTimeAsync(50);
    expect(await error).toMatchObject({ kind: 'http', status: 403 });
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

  it('before sending sends nothing', async () => {
    const { fetch } = stubServer(hello);
    const reason = new Error('gone');
    expect(await failure(request({ ...get, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(fetch).not.toHaveBeenCalled();
  });
});
