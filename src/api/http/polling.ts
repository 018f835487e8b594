import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { ApiError, isApiError } from '../errors/api-error';
import type { Answer } from './request';
import { isServiceFailure } from '../errors/refusal-cause';

export const POLL_MS = 30_000;
const POLL_AFTER_FAILURE_MS = 5_000;
/** The longest pause: no server may silence the console for longer, whatever its `Retry-After` says. */
const POLL_AT_LEAST_MS = 300_000;

/**
 * Milliseconds until the next reading, from the newest reading's error (null after a success). After a failure it is
 * shorter, so that the page recovers together with the server. But a 4xx is an answer, unless it means that a service is
 * down, and a 429 says how long to wait.
 */
export function pollIntervalMs(error: unknown): number {
  if (!error) return POLL_MS;
  if (!isApiError(error) || isServiceFailure(error)) return POLL_AFTER_FAILURE_MS;
  const status = error.status ?? 0;
  if (status < 400 || status > 499) return POLL_AFTER_FAILURE_MS;
  const wait = status === 429 ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.min(Math.max(POLL_MS, wait), POLL_AT_LEAST_MS);
}

/**
 * The query options of everything that the page watches. It is also read in a hidden tab, and never paused, because a paused
 * query looks fresh. The last known answer is never thrown away. No structural sharing: an equal answer is still a newer
 * answer.
 */
export const watched = {
  networkMode: 'always',
  retry: false,
  staleTime: 0,
  gcTime: Infinity,
  structuralSharing: false,
  refetchInterval: (query: { state: { error: unknown } }) => pollIntervalMs(query.state.error),
  refetchIntervalInBackground: true,
  // app/use-refresh-on-return.ts reads these again at once on focus, reconnect and wake.
  meta: { watched: true },
} as const;

/**
 * Returns `answer`, unless a newer one was read before. An older answer comes from a cache and must not replace the newer
 * one (law 7). Throws an `ApiError` 'cached'.
 */
export function newest<T>(client: QueryClient, queryKey: QueryKey, answer: Answer<T>): Answer<T> {
  const before = client.getQueryData<Answer<T>>(queryKey);
  if (!before || before.askedAt.mono <= answer.askedAt.mono) return answer;
  const { requestId } = answer;
  throw new ApiError('cached', {
    status: 200,
    requestId,
    details: before.askedAt.mono - answer.askedAt.mono,
  });
}
