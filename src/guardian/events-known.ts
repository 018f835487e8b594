import type { QueryClient } from '@tanstack/react-query';
import { guardianEvents } from '../api/guardian/guardian-actions';
import { idsOf } from './events';

/** Ids of the events that were read so far; null when none were read. */
export function eventsKnown(client: QueryClient, tenantId: string): ReadonlySet<string> | null {
  const known = client.getQueryData(guardianEvents(tenantId).queryKey);
  return known ? idsOf(known.data.items) : null;
}
