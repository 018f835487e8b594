import { useState } from 'react';
import { clockWentBack, elapsedMs, type Instant } from '../../lib/clock';
import { FRESH_MS } from './freshness';
import type { Answer } from './request';

/** All readings of one thing so far. */
export type Readings<T> = {
  /** The newest well-formed answer; null before the first one. */
  answer: Answer<T> | null;
  /** Why the newest reading failed; null when it did not fail. */
  error: unknown;
  /** True once any reading has failed, also while the next one is under way. */
  everFailed: boolean;
};

export type Aged<T> = { answer: Answer<T>; ageMs: number };

/** What is known about something that is polled. Only `confirmed` is knowledge about now. */
export type Known<T> =
  | { kind: 'checking' }
  | ({ kind: 'confirmed' } & Aged<T>)
  | { kind: 'unknown'; cause: 'failed' | 'stale'; error: unknown; last: Aged<T> | null };

/**
 * What is known, from the readings and the clock. The age of an answer counts from the moment its question was sent, plus
 * the answer's own age and its lag behind its service: the server's information may be as old as that.
 */
export function judge<T>({ answer, error, everFailed }: Readings<T>, now: Instant): Known<T> {
  const last = answer && { answer, ageMs: elapsedMs(answer.askedAt, now) + answer.lagMs };
  if (!last) {
    return everFailed ? { kind: 'unknown', cause: 'failed', error, last } : { kind: 'checking' };
  }
  if (error !== null) return { kind: 'unknown', cause: 'failed', error, last };
  if (last.ageMs > FRESH_MS || clockWentBack(last.answer.askedAt, now)) {
    return { kind: 'unknown', cause: 'stale', error: null, last };
  }
  return { kind: 'confirmed', ...last };
}

/** The readings behind the result of a query. */
export function useReadings<T>(query: {
  data: Answer<T> | undefined;
  error: unknown;
  errorUpdateCount: number;
}): Readings<T> {
  // React Query forgets the error of a first reading while it reads again. Without this, "Unknown" would flicker to
  // "Checking".
  const [lastError, setLastError] = useState<unknown>(null);
  if (query.error !== null && query.error !== lastError) setLastError(query.error);
  return {
    answer: query.data ?? null,
    error: query.data === undefined ? lastError : query.error,
    everFailed: query.errorUpdateCount > 0,
  };
}
