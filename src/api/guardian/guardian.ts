import { queryOptions } from '@tanstack/react-query';
import { guardianStatusSchema, type GuardianMode, type GuardianStatus } from './guardian-schemas';
import { newest, pollIntervalMs, watched } from '../http/polling';
import { request, type Answer } from '../http/request';

/** The poll interval while the mode is not NORMAL, ms. */
export const POLL_SAFE_MODE_MS = 5_000;

/**
 * Milliseconds until the Guardian is read again. Depends on the newest mode that was read and on the error of the newest
 * reading.
 */
export function guardianPollMs(mode: GuardianMode | undefined, error: unknown): number {
  return !error && mode !== undefined && mode !== 'NORMAL' ? POLL_SAFE_MODE_MS : pollIntervalMs(error);
}

/** The Guardian of the host, polled: every 5 s while its mode is not NORMAL, else every 30 s. Errors: `ApiError`. */
export function guardianStatus(tenantId: string) {
  return queryOptions({
    ...watched,
    queryKey: ['guardian', tenantId, 'status'] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<GuardianStatus>> => {
      const to = { method: 'GET', path: '/guardian/status', tenantId, signal } as const;
      return newest(client, queryKey, await request({ ...to, schema: guardianStatusSchema }));
    },
    refetchInterval: ({ state: { data, error } }) => guardianPollMs(data?.data.mode, error),
  });
}
