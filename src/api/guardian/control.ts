import { queryOptions } from '@tanstack/react-query';
import { pathAt } from './guardian-at';
import { controlStatusSchema, controlStopSchema } from './recovery-schemas';
import { request, TOGGLE_TIMEOUT_MS } from '../http/request';

// The host's own API: plain JSON, without a session. Nothing in it can kill a process by force.

/** The status of what runs on the host; never polled. A 404 means that the control API is switched off there. */
export function controlStatus(host: string | null) {
  return queryOptions({
    networkMode: 'always',
    retry: false,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
    // The control API is off by default, so a host without it is not a failure of the page.
    meta: { optional: true },
    queryKey: ['control', 'status', host] as const,
    queryFn: ({ signal }) =>
      request({
        method: 'GET',
        path: pathAt('/control/api/status', { host }),
        schema: controlStatusSchema,
        enveloped: false,
        anonymous: true,
        signal,
      }),
  });
}

/** Asks the host to stop its frontend, exactly once and at once. The admin token is used here and stored nowhere. */
export function stopFrontend(adminToken: string, host: string | null) {
  return request({
    method: 'POST',
    path: pathAt('/control/api/stop', { host }),
    schema: controlStopSchema,
    enveloped: false,
    anonymous: true,
    timeoutMs: TOGGLE_TIMEOUT_MS,
    ...(adminToken && { headers: { 'X-ADMIN-TOKEN': adminToken } }),
  });
}
