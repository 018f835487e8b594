import { object, string } from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { elapsedMs, readClock } from '../../lib/clock';
import { envelope, failure, json, stubServer } from '../../testing/stub-server';
import { connect, disconnect, onUnauthorized } from './connection';
import { FRESH_MS } from './freshness';
import { judge } from './reading';
import { request } from './request';

const schema = object({ word: string() });
const get = { method: 'GET', path: '/decision/x', schema } as const;
const START = Date.parse('2026-11-26T09:00:00Z');
const dated = (date: number, more: Record<string, string> = {}) =>
  envelope({ word: 'hello' }, { Date: new Date(date).toUTCString(), ...more });

afterEach(() => {
  disconnect();
  vi.useRealTimers();
});

describe('an answer that reports its own age', () => {
  it.each([{ Age: '3600' }, { Age: '46' }])('is an error when it is too old: %j', async (headers) => {
    stubServer(() => envelope({ word: 'hello' }, headers));
    expect(await failure(request(get))).toMatchObject({ kind: 'cached', status: 200 });
  });

  it('counts as older by that age while it is fresh', async () => {
    stubServer(() => envelope({ word: 'hello' }, { Age: '40' }));
    const before = readClock();
    const answer = await request(get);
    expect(elapsedMs(answer.askedAt, before)).toBeGreaterThanOrEqual(40_000 - 50);
    const readings = { answer, error: null, everFailed: false };
    expect(judge(readings, before).kind).toBe('confirmed');
    const later = { wall: before.wall + 6_000, mono: before.mono + 6_000 };
    expect(judge(readings, later)).toMatchObject({ kind: 'unknown', cause: 'stale' });
  });

  it('is too old once its Date has stood still for as long as an answer may be old', async () => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    stubServer(() => dated(START));
    expect((await request(get)).lagMs).toBe(0);
    vi.advanceTimersByTime(30_000);
    const answer = await request(get);
    expect(answer.lagMs).toBeGreaterThan(29_000);
    const now = readClock();
    expect(judge({ answer, error: null, everFailed: false }, now)).toMatchObject({
      kind: 'confirmed',
      ageMs: answer.lagMs,
    });
    vi.advanceTimersByTime(30_000);
    expect(await failure(request(get))).toMatchObject({ kind: 'cached' });
    stubServer(() => dated(Date.now()));
    await expect(request(get)).resolves.toMatchObject({ lagMs: 0 });
  });

  it('adds its Age and its lag', async () => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    stubServer(() => dated(START));
    await request(get);
    vi.advanceTimersByTime(FRESH_MS / 2 + 3_000);
    stubServer(() => dated(START, { Age: '24' }));
    expect(await failure(request(get))).toMatchObject({ kind: 'cached' });
  });

  it('is not a refusal either: a cached 401 or 403 says nothing about this session', async () => {
    const told = vi.fn();
    const stop = onUnauthorized(told);
    connect({ tenantId: 't', token: null });
    for (const status of [401, 403]) {
      stubServer(() => json({ error: 'No' }, status, { Age: '3600' }));
      expect(await failure(request(get))).toMatchObject({ kind: 'cached', status });
    }
    stop();
    expect(told).not.toHaveBeenCalled();
  });

  it.each(['headers', 'body'])('is too late when the device slept before its %s', async (before) => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    stubServer(() => dated(START));
    await request(get);
    // No timer runs meanwhile, and on some systems this clock goes on.
    const woke = performance.now() + FRESH_MS + 1;
    const sleep = () => {
      vi.setSystemTime(START + FRESH_MS + 1);
      vi.spyOn(performance, 'now').mockReturnValue(woke);
    };
    stubServer(async () => {
      if (before === 'headers') sleep();
      const text = await dated(START).text();
      const pull = (controller: ReadableStreamDefaultController) => {
        sleep();
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
      const body = new ReadableStream({ pull }, { highWaterMark: 0 });
      return new Response(body, { headers: { Date: new Date(START).toUTCString() } });
    });
    // And not "cached", as an answer whose clock stands still.
    expect(await failure(request(get))).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it('is in time as long as the request may take, and as the answer to an action', async () => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    const ms = FRESH_MS + 1;
    stubServer(() => {
      vi.setSystemTime(Date.now() + ms);
      return envelope({ word: 'hello' });
    });
    await expect(request({ ...get, timeoutMs: ms })).resolves.toMatchObject({ data: { word: 'hello' } });
    await expect(request({ ...get, method: 'POST' })).resolves.toMatchObject({ data: { word: 'hello' } });
  });

  it('is accepted where nothing depends on the present state, and as the answer to an action', async () => {
    stubServer(() => envelope({ word: 'hello' }, { Age: '3600' }));
    await expect(request({ ...get, anyAge: true })).resolves.toMatchObject({ data: { word: 'hello' } });
    await expect(request({ ...get, method: 'POST' })).resolves.toMatchObject({ data: { word: 'hello' } });
  });
});
