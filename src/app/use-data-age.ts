import { useQueryClient } from '@tanstack/react-query';
import { confirmedAgo, type SwitchState } from '../features/kill-switch/derive-state';
import { elapsedMs, type Instant } from '../lib/clock';
import { useNow } from '../ui/use-now';

/**
 * How old the page's data is, in ms; null before the first answer. For those who may see the switch it is the age of its
 * state, for others that of the oldest polled answer on the page.
 */
export function useDataAge(state: SwitchState | null): number | null {
  const client = useQueryClient();
  const now = useNow();
  if (state) return confirmedAgo(state);
  const ages = client
    .getQueryCache()
    .findAll({ type: 'active', queryKey: ['audit'] })
    .map((query) => (query.state.data as { askedAt: Instant } | undefined)?.askedAt)
    .flatMap((askedAt) => (askedAt ? [elapsedMs(askedAt, now)] : []));
  return ages.length > 0 ? Math.max(...ages) : null;
}
