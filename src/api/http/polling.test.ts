// @vitest-environment node
import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../../testing/answers';
import { ApiError } from '../errors/api-error';
import { getKillSwitchHistory } from '../audit/audit';
import { killSwitchStatus } from '../kill-switch';
import { newest, pollIntervalMs, sinceChange } from './polling';

const http = (status: number, retryAfterSeconds: number | null = null) =>
  new ApiError('http', { status, retryAfterSeconds });

describe('the next reading', () => {
  it.each([
    ['a success', null, 30_000],
    ['403', http(403), 30_000],
    ['403 with Retry-After', http(403, 90), 30_000],
    [
      '403 that stands for a service that is down',
      new ApiError('http', { status: 403, serverWords: 'service unavailable' }),
      5_000,
    ],
    ['401', http(401), 30_000],
    ['400', http(400), 30_000],
    ['499', http(499), 30_000],
    ['399', http(399), 5_000],
    ['500', http(500), 5_000],
    ['503 with Retry-After', http(503, 600), 5_000],
    ['an error in a 200', http(200), 5_000],
    ['a lost connection', new ApiError('unreachable'), 5_000],
    ['being offline', new ApiError('offline'), 5_000],
    ['a web page', new ApiError('unreadable', { status: 200 }), 5_000],
    ['another tenant', new ApiError('wrong-tenant'), 5_000],
    ['an exception', new TypeError('x'), 5_000],
    ['429', http(429), 30_000],
    ['429 with a short Retry-After', http(429, 3), 30_000],
    ['429 with a long Retry-After', http(429, 90), 90_000],
    ['429 with an absurd Retry-After', http(429, 99_999_999), 300_000],
  ])('comes after %s, with the right delay', (_, error, ms) => {
    expect(pollIntervalMs(error)).toBe(ms);
  });

  it.each([
    [0, null, 5_000],
    [119_999, null, 5_000],
    [120_000, null, 30_000],
    [0, http(403), 30_000],
    [0, http(429, 90), 90_000],
    [0, http(503), 5_000],
  ])(
    'comes soon for two minutes after a change of state, unless it is refused: %d ms, %o',
    (ago, error, ms) => {
      expect(pollIntervalMs(error, ago)).toBe(ms);
    },
  );

  it('always comes, within 5 min and never sooner than in 5 s', () => {
    const seconds = fc.option(fc.integer({ min: 0, max: 86_400 }));
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), seconds, (status, wait) => {
        const ms = pollIntervalMs(http(status, wait));
        expect(ms).toBeGreaterThanOrEqual(5_000);
        expect(ms).toBeLessThanOrEqual(300_000);
        expect(ms).toBeGreaterThanOrEqual(status === 429 ? Math.min((wait ?? 0) * 1000, 300_000) : 0);
      }),
    );
  });
});

it.each([killSwitchStatus('t'), getKillSwitchHistory('t', 'engage')])(
  'what the page watches is never paused, never looks fresher than it is, and is never forgotten ($queryKey)',
  (options) => {
    expect(options).toMatchObject({
      networkMode: 'always',
      retry: false,
      staleTime: 0,
      gcTime: Infinity,
      structuralSharing: false,
      refetchIntervalInBackground: true,
      meta: { watched: true },
    });
  },
);

describe('an answer', () => {
  const queryKey = ['status'];
  // The device's clock was set back meanwhile: only the one that cannot be set orders answers.
  const answerAt = (mono: number) => statusAnswer('engaged', { wall: 1_000_000 - mono, mono });
  const afterOne = (answer: ReturnType<typeof answerAt> | undefined) => {
    const client = new QueryClient();
    client.setQueryData(queryKey, answer);
    return client;
  };

  it('counts where it is the first, newer than the one before, or as new', () => {
    const answer = answerAt(5_000);
    for (const before of [undefined, answerAt(4_999), answerAt(5_000)])
      expect(newest(afterOne(before), queryKey, answer)).toEqual(answer);
  });

  it('says when the state was first read as it is, once it has changed', () => {
    const stateOf = ({ status }: { status: string }) => status;
    const read = (before: ReturnType<typeof answerAt>, now: ReturnType<typeof answerAt>) =>
      newest(afterOne(before), queryKey, now, stateOf);
    const calm = statusAnswer('disengaged', { wall: 1, mono: 1_000 });
    expect(read(calm, statusAnswer('disengaged', { wall: 2, mono: 2_000 })).changedAt).toBeUndefined();
    const first = read(calm, answerAt(3_000));
    expect(first.changedAt).toEqual(first.askedAt);
    const second = read(first, answerAt(8_000));
    expect(second.changedAt).toEqual(first.askedAt);
    expect(sinceChange(second)).toBeGreaterThan(0);
    expect(sinceChange(calm)).toBe(Infinity);
    expect(sinceChange(undefined)).toBe(Infinity);
  });

  it('is refused where a newer one was read before, since only a cache can have given it (law 7)', () => {
    const answer = { ...answerAt(4_000), requestId: 'r7' };
    expect(() => newest(afterOne(answerAt(5_500)), queryKey, answer)).toThrow(
      expect.objectContaining({ kind: 'cached', status: 200, requestId: 'r7', details: 1_500 }),
    );
  });
});
