import type { QueryClient } from '@tanstack/react-query';

/**
 * Drops what is being read under a key and reads anew: an answer asked for earlier must not be taken for one after (law 7).
 * Cancelled by name, because `cancelRefetch` joins the first reading of all instead.
 * @param type which queries are read again; all are cancelled
 */
export function readAnew(client: QueryClient, queryKey: readonly string[], type: 'active' | 'all' = 'all') {
  void client.cancelQueries({ queryKey });
  void client.refetchQueries({ queryKey, type });
}
