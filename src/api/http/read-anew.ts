import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Cancels the readings that match and reads again: an answer that was requested earlier must not be taken for a later one
 * (law 7). The cancel is explicit, because `cancelRefetch` would join a reading that has no data yet instead of cancelling it.
 * @param filters which queries are read again. With a `type`, only those, but all others that match are cancelled, too
 */
export function readAnew(client: QueryClient, filters: QueryFilters): Promise<void> {
  void client.cancelQueries({ ...filters, type: 'all' });
  return client.refetchQueries(filters);
}
