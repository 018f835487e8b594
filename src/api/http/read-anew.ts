import type { QueryClient } from '@tanstack/react-query';

/**
 * Cancels the readings under a key and reads again: an answer that was requested earlier must not be taken for a later one
 * (law 7). The cancel is explicit, because `cancelRefetch` would join a very first reading instead of cancelling it.
 * @param type which queries are read again; all are cancelled
 */
export function readAnew(client: QueryClient, queryKey: readonly string[], type: 'active' | 'all' = 'all') {
  void client.cancelQueries({ queryKey });
  void client.refetchQueries({ queryKey, type });
}
