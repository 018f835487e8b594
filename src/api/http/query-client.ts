import { QueryClient } from '@tanstack/react-query';

/**
 * 'always', because the default lets an offline mutation wait and fire when the network returns: a kill switch that
 * trips by itself (law 3). No retries: reads are polled, and a lever is thrown once.
 */
export function createQueryClient(): QueryClient {
  const once = { networkMode: 'always', retry: false } as const;
  // app/use-refresh-on-return.ts reads again what is watched, and nothing else.
  const queries = { ...once, refetchOnWindowFocus: false, refetchOnReconnect: false };
  return new QueryClient({ defaultOptions: { queries, mutations: once } });
}
