import { queryOptions } from '@tanstack/react-query';
import { urlPart } from './connection';
import { watched } from './polling';
import { request, TOGGLE_TIMEOUT_MS } from './request';
import type { Answer } from './request';
import { killSwitchStatusSchema, toggleAcceptedSchema } from './schemas';
import type { ToggleAccepted } from './schemas';
import { assertTenant } from './tenant';

export type ToggleAction = 'engage' | 'disengage';

export const killSwitchPath = (tenantId: string): string => `/decision/kill-switch/${urlPart(tenantId)}`;

/** The switch of one tenant, polled. Errors: `ApiError`; also when the answer is not provably about this tenant. */
export function killSwitchStatus(tenantId: string) {
  return queryOptions({
    ...watched,
    queryKey: ['kill-switch', tenantId, 'status'] as const,
    // The signal lets a read that a toggle has overtaken be dropped (law 7).
    queryFn: async ({ signal }) => {
      const schema = killSwitchStatusSchema;
      const answer = await request({
        method: 'GET',
        path: killSwitchPath(tenantId),
        schema,
        tenantId,
        signal,
      });
      assertTenant(answer.data.tenant_id, tenantId, answer);
      return answer;
    },
  });
}

/**
 * Throws the switch: sent exactly once, now, or refused now. Acceptance proves neither state nor reason: read back
 * (law 2). After an `ApiError` with `outcomeUnknown` it may have worked all the same (law 4).
 */
export async function sendToggle(
  tenantId: string,
  action: ToggleAction,
  reason: string,
): Promise<Answer<ToggleAccepted>> {
  const answer = await request({
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
