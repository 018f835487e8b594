import { queryOptions } from '@tanstack/react-query';
import { controlStatusSchema, controlStopSchema } from './recovery-schemas';
import { request, TOGGLE_TIMEOUT_MS } from '../http/request';

// The host's own API: plain JSON, no session, and nothing in it that could kill a process by force.

/** What runs on the host; never polled. A 404 means that the control API is switched off there. */
export function controlStatus() {
  return queryOptions({
    networkMode: 'always',
    retry: false,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
    // Off is its default: a host without it is no failure of the page.
    meta: { optional: true },
    queryKey: ['control', 'status'] as const,
    queryFn: ({ signal }) =>
      request({
        method: 'GET',
        path: '/control/api/status',
        schema: controlStatusSchema,
        enveloped: false,
        anonymous: true,
        signal,
      }),
  });
}

/** Asks the host to stop its frontend: exactly once, now. The admin token is used here and kept nowhere. */
export function stopFrontend(adminToken: string) {
  return request({
    method: 'POST',
    path: '/control/api/stop',
    schema: controlStopSchema,
    enveloped: false,
    anonymous: true,
    timeoutMs: TOGGLE_TIMEOUT_MS,
    ...(adminToken && { headers: { 'X-ADMIN-TOKEN': adminToken } }),
  });
}
