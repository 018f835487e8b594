import { queryOptions } from '@tanstack/react-query';
import {
  array,
  boolean,
  exactOptional,
  minValue,
  nullable,
  number,
  object,
  picklist,
  pipe,
  safeInteger,
  string,
} from 'valibot';
import type { components } from '../../core/contract/contract';
import { isApiError } from './errors/api-error';
import { maybeNumber, maybeText } from './http/maybe';
import { newest, watched } from './http/polling';
import { request, type Answer } from './http/request';
import { killSwitchPath } from './kill-switch';

type Schemas = components['schemas'];
export type SwitchEffect = Schemas['SwitchEffect'];
export type EffectGateway = Schemas['EffectGateway'];

const count = pipe(number(), safeInteger(), minValue(0));

/** schemas.types.ts compares it with the contract. */
export const switchEffectSchema = object({
  epoch: count,
  status: picklist(['engaged', 'disengaged']),
  changed_at: maybeText,
  gateways: array(
    object({
      id: string(),
      name: string(),
      state: picklist(['confirmed', 'pending', 'refusing', 'gone']),
      epoch: maybeNumber,
      confirmed_at: maybeText,
      last_seen_at: maybeText,
    }),
  ),
  calls: object({
    since: maybeText,
    allowed: count,
    denied: count,
    last_allowed_at: maybeText,
    by_agent: exactOptional(nullable(array(object({ agent: string(), allowed: count, denied: count })))),
  }),
  leaked: object({
    items: array(
      object({
        request_id: string(),
        agent: string(),
        tool: string(),
        allowed_at: string(),
        gateway: string(),
      }),
    ),
    complete: boolean(),
  }),
});

/** Whether the server has no such call, or not for this person. Then it is not asked again in this session. */
export function isNotOffered(error: unknown): boolean {
  return isApiError(error) && error.kind === 'http' && (error.status === 404 || error.status === 403);
}

/** How far the newest toggle has come, as the gateways reported it; polled. Errors: `ApiError`. */
export function switchEffect(tenantId: string) {
  return queryOptions({
    ...watched,
    // A new epoch is told by the reading of the switch, too: it is news once.
    meta: { ...watched.meta, follows: true },
    queryKey: ['effect', tenantId] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<SwitchEffect>> => {
      const to = { method: 'GET', path: `${killSwitchPath(tenantId)}/effect`, tenantId, signal } as const;
      const answer = await request({ ...to, schema: switchEffectSchema });
      return newest(client, queryKey, answer, ({ epoch }) => String(epoch));
    },
  });
}
