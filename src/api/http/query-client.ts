import { QueryClient } from '@tanstack/react-query';

/**
 * 'always', because by default an offline mutation waits and is sent when the network returns: the kill switch would change
 * by itself (law 3). No retries: readings are polled, and a lever is used once.
 */
export function createQueryClient(): QueryClient {
  const once = { networkMode: 'always', retry: false } as const;
  // app/use-refresh-on-return.ts reads again what is watched, and nothing else.
  const queries = { ...once, refetchOnWindowFocus: false, refetchOnReconnect: false };
  return new QueryClient({ defaultOptions: { queries, mutations: once } });
}
