import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './errors/api-error';
import { urlPart } from './http/connection';
import { newest, watched } from './http/polling';
import { request, TOGGLE_TIMEOUT_MS } from './http/request';
import type { Answer } from './http/request';
import { killSwitchStatusSchema, toggleAcceptedSchema } from './schemas';
import type { KillSwitchStatus, ToggleAccepted } from './schemas';
import { assertTenant } from './http/tenant';

export type ToggleAction = 'engage' | 'disengage';

export const killSwitchPath = (tenantId: string): string => `/decision/kill-switch/${urlPart(tenantId)}`;

/** The switch of one tenant, polled. Errors: `ApiError`, also when the answer does not prove that it is about this tenant. */
export function killSwitchStatus(tenantId: string) {
  return queryOptions({
    ...watched,
    queryKey: ['kill-switch', tenantId, 'status'] as const,
    // The signal lets a toggle cancel a reading that began before it (law 7).
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<KillSwitchStatus>> => {
      const schema = killSwitchStatusSchema;
      const answer = await request({
        method: 'GET',
        path: killSwitchPath(tenantId),
        schema,
        tenantId,
        signal,
      });
      assertTenant(answer.data.tenant_id, tenantId, answer);
      assertConsistent(answer.data, answer);
      return newest(client, queryKey, answer, ({ status }) => status);
    },
  });
}

/** Throws an `ApiError` 'contradictory' for a disengaged switch that also says since when, or by whom, it is engaged. */
function assertConsistent(
  { status, engaged_at: at, engaged_by: by }: KillSwitchStatus,
  { requestId }: { requestId: string },
): void {
  const isEngaged = [at, by].some((value) => value?.trim());
  if (status === 'disengaged' && isEngaged) throw new ApiError('contradictory', { status: 200, requestId });
}

/** The epoch of a state as `If-Match` names it; null where the server counts no epochs. */
export function etagOf({ epoch }: KillSwitchStatus): string | null {
  return epoch == null ? null : `"${epoch}"`;
}

/**
 * Sends a toggle exactly once and at once, or refuses it at once. Acceptance proves neither the state nor the reason: read
 * back (law 2). `proofOf` says what an `ApiError` proves about the outcome.
 * @param ifMatch what a release must still meet, as `etagOf` names it; null for any state
 */
export async function sendToggle(
  tenantId: string,
  action: ToggleAction,
  reason: string,
  ifMatch: string | null = null,
): Promise<Answer<ToggleAccepted>> {
  const answer = await request({
    ...(ifMatch !== null && { headers: { 'If-Match': ifMatch } }),
    ...(action === 'engage'
      ? { method: 'POST', body: { action, reason } }
      : { method: 'DELETE', body: { reason } }),
    path: killSwitchPath(tenantId),
    schema: toggleAcceptedSchema,
    tenantId,
    timeoutMs: TOGGLE_TIMEOUT_MS,
  });
  assertTenant(answer.data.tenant_id, tenantId, answer);
  return answer;
}
