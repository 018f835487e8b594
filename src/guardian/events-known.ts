import type { QueryClient } from '@tanstack/react-query';
import { guardianEvents } from '../api/guardian/guardian-actions';
import type { GuardianAt } from '../api/guardian/guardian-at';
import { idsOf } from './events';

/** Ids of the events that were read so far; null when none were read. */
export function eventsKnown(client: QueryClient, at: GuardianAt): ReadonlySet<string> | null {
  const known = client.getQueryData(guardianEvents(at).queryKey);
  return known ? idsOf(known.data.items) : null;
}
