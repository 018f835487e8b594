import type { QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';
import { elapsedMs, readClock } from '../../lib/clock';
import { ApiError, isApiError } from '../errors/api-error';
import type { Answer } from './request';
import { isServiceFailure } from '../errors/refusal-cause';

export const POLL_MS = 30_000;
const POLL_SOON_MS = 5_000;
/** How long after a change of state the next readings come soon: one change is often followed by another. */
const CHANGE_MS = 120_000;
/** The longest pause: no server may silence the console for longer, whatever its `Retry-After` says. */
const POLL_AT_LEAST_MS = 300_000;

/**
 * Milliseconds until the next reading, from the newest reading's error (null after a success), and how long ago a change of
 * state was seen, in ms. After a failure it is shorter, so that the page recovers together with the server. But a 4xx is an
 * answer, unless it means that a service is down, and a 429 says how long to wait.
 */
export function pollIntervalMs(error: unknown, changedAgo = Infinity): number {
  if (!error) return changedAgo < CHANGE_MS ? POLL_SOON_MS : POLL_MS;
  if (!isApiError(error) || isServiceFailure(error)) return POLL_SOON_MS;
  const status = error.status ?? 0;
  if (status < 400 || status > 499) return POLL_SOON_MS;
  const wait = status === 429 ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.min(Math.max(POLL_MS, wait), POLL_AT_LEAST_MS);
}

/** How long ago the newest reading says that the state changed, ms. */
export function sinceChange(answer: Pick<Answer<unknown>, 'changedAt'> | undefined): number {
  return answer?.changedAt ? elapsedMs(answer.changedAt, readClock()) : Infinity;
}

/** The state of a query whose data are answers. */
type Read = { state: { data: Pick<Answer<unknown>, 'changedAt'> | undefined; error: unknown } };

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
  refetchInterval: ({ state: { data, error } }: Read) => pollIntervalMs(error, sinceChange(data)),
  refetchIntervalInBackground: true,
  meta: { watched: true },
} as const;

/** The queries that are watched and on the page: app/use-refresh-on-return.ts and the other tabs read these again. */
export const watchedQueries: QueryFilters = {
  type: 'active',
  predicate: ({ meta }) => meta?.['watched'] === true,
};

/**
 * Returns `answer`, unless a newer one was read before. An older answer comes from a cache and must not replace the newer
 * one (law 7). Throws an `ApiError` 'cached'.
 * @param stateOf what of the data is the state, so that a change of it is noted in `changedAt`
 */
export function newest<T>(
  client: QueryClient,
  queryKey: QueryKey,
  answer: Answer<T>,
  stateOf?: (data: T) => string,
): Answer<T> {
  const before = client.getQueryData<Answer<T>>(queryKey);
  if (!before) return answer;
  if (before.askedAt.mono <= answer.askedAt.mono) {
    const changed = stateOf && stateOf(before.data) !== stateOf(answer.data);
    return { ...answer, changedAt: changed ? answer.askedAt : before.changedAt };
  }
  const { requestId } = answer;
  throw new ApiError('cached', {
    status: 200,
    requestId,
    details: before.askedAt.mono - answer.askedAt.mono,
  });
}
