import { queryOptions } from '@tanstack/react-query';
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

/** The Guardian of the host, polled: every 5 s while its mode is not NORMAL or has just changed, else every 30 s. Errors: `ApiError`. */
export function guardianStatus(tenantId: string) {
  return queryOptions({
    ...watched,
    queryKey: ['guardian', tenantId, 'status'] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<GuardianStatus>> => {
      const to = { method: 'GET', path: '/guardian/status', tenantId, signal } as const;
      return newest(
        client,
        queryKey,
        await request({ ...to, schema: guardianStatusSchema }),
        ({ mode }) => mode,
      );
    },
    refetchInterval: ({ state: { data, error } }) =>
      guardianPollMs(data?.data.mode, error, sinceChange(data)),
  });
}
