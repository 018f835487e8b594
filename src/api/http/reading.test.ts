import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { statusAnswer } from '../../testing/answers';
import { FRESH_MS } from './freshness';
import { judge, useReadings } from './reading';

const t0 = { wall: 1_000_000, mono: 1_000 };
const answer = statusAnswer('engaged', t0);
const gone = new Error('the server is gone');

test('nothing is known before anything was read, and after a failed first reading the reason is known', () => {
  expect(judge({ answer: null, error: null, everFailed: false }, t0)).toEqual({ kind: 'checking' });
  const failed = { kind: 'unknown', cause: 'failed', error: gone, last: null };
  expect(judge({ answer: null, error: gone, everFailed: true }, t0)).toEqual(failed);
});

test('an answer counts for 45 s on either clock, and its lag adds to its age', () => {
  const judged = (ms: number, lagMs = 0) => {
    const now = { wall: t0.wall + ms, mono: t0.mono + ms };
    return judge({ answer: { ...answer, lagMs }, error: null, everFailed: false }, now);
  };
  expect(judged(FRESH_MS)).toMatchObject({ kind: 'confirmed', ageMs: FRESH_MS });
  expect(judged(FRESH_MS + 1)).toMatchObject({ kind: 'unknown', cause: 'stale', error: null });
  expect(judged(1_000, FRESH_MS - 1_000)).toMatchObject({ kind: 'confirmed', ageMs: FRESH_MS });
  expect(judged(1_000, FRESH_MS - 999)).toMatchObject({ kind: 'unknown', cause: 'stale' });
});

test('a query without any answer keeps the error of its first reading while it reads again', () => {
  type Query = Parameters<typeof useReadings<typeof answer.data>>[0];
  const initialProps: Query = { data: undefined, error: null, errorUpdateCount: 0 };
  const { result, rerender } = renderHook((query: Query) => useReadings(query), { initialProps });
  expect(result.current).toEqual({ answer: null, error: null, everFailed: false });
  rerender({ data: undefined, error: gone, errorUpdateCount: 1 });
  expect(result.current).toEqual({ answer: null, error: gone, everFailed: true });
  rerender({ data: undefined, error: null, errorUpdateCount: 1 });
  expect(result.current).toEqual({ answer: null, error: gone, everFailed: true });
  rerender({ data: answer, error: null, errorUpdateCount: 1 });
  expect(result.current).toEqual({ answer, error: null, everFailed: true });
  rerender({ data: answer, error: gone, errorUpdateCount: 2 });
  expect(result.current).toEqual({ answer, error: gone, everFailed: true });
});
