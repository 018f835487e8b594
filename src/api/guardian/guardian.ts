import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../errors/api-error';
import { pathAt, type GuardianAt } from './guardian-at';
import { guardianStatusSchema, type GuardianMode, type GuardianStatus } from './guardian-schemas';
import { newest, pollIntervalMs, sinceChange, watched } from '../http/polling';
import { request, type Answer } from '../http/request';

/** The poll interval while the mode is not NORMAL, ms. */
export const POLL_SAFE_MODE_MS = 5_000;

/**
 * Milliseconds until the Guardian is read again. Depends on the newest mode that was read, on the error of the newest
 * reading, and on how long ago a change of the mode was seen, in ms.
 */
export function guardianPollMs(mode: GuardianMode | undefined, error: unknown, changedAgo?: number): number {
  const safe = !error && mode !== undefined && mode !== 'NORMAL';
  return safe ? POLL_SAFE_MODE_MS : pollIntervalMs(error, changedAgo);
}

/**
 * The Guardian of the host, polled: every 5 s while its mode is not NORMAL or has just changed, else every 30 s. The status of
 * another host than the named one is no answer. Errors: `ApiError`.
 */
export function guardianStatus(at: GuardianAt) {
  const { tenantId, host } = at;
  return queryOptions({
    ...watched,
    queryKey: ['guardian', tenantId, 'status', host] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<GuardianStatus>> => {
      const to = { method: 'GET', path: pathAt('/guardian/status', at), tenantId, signal } as const;
      const answer = await request({ ...to, schema: guardianStatusSchema });
      if (host !== null && answer.data.host !== host)
        throw new ApiError('wrong-host', { status: 200, requestId: answer.requestId });
      return newest(client, queryKey, answer, ({ mode }) => mode);
    },
    refetchInterval: ({ state: { data, error } }) =>
      guardianPollMs(data?.data.mode, error, sinceChange(data)),
  });
}
