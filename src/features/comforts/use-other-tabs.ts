import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answer } from '../../api/http/request';
import { watchedQueries } from '../../api/http/polling';
import { readAnew } from '../../api/http/read-anew';
import { guarded } from '../../lib/storage';

const CHANNEL = 'ksc.read-again';

/**
 * Other tabs of this browser read again as soon as this one has sent something, or has seen a change. A message names only
 * the tenant: each tab shows what it reads itself (law 1).
 */
export function useOtherTabs(tenantId: string) {
  const client = useQueryClient();
  // Effect: the other tabs, and the answers of this one, are outside of what is rendered.
  useEffect(() => join(client, tenantId), [client, tenantId]);
}

function join(client: QueryClient, tenantId: string): (() => void) | undefined {
  // Older browsers have no such channel, and some refuse it: then each tab reads at its own times.
  const channel = guarded(() => new BroadcastChannel(CHANNEL));
  if (!channel) return undefined;
  /** Readings that another tab asked for. What they show is no news for it. */
  let asked = 0;

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== tenantId) return;
    asked += 1;
    void readAnew(client, watchedQueries).finally(() => (asked -= 1));
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only this origin
  const tell = () => channel.postMessage(tenantId);
  const stops = [
    client.getMutationCache().subscribe((event) => {
      // Whatever its outcome is: a request whose answer was lost may have changed the state.
      if (event.type === 'updated' && /^(success|error)$/.test(event.action.type)) tell();
    }),
    client.getQueryCache().subscribe((event) => {
      if (asked > 0 || event.type !== 'updated' || event.action.type !== 'success') return;
      if (event.query.meta?.['follows'] === true) return;
      const { changedAt, askedAt }: Partial<Answer<unknown>> = event.query.state.data ?? {};
      if (changedAt && changedAt === askedAt) tell();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    channel.close();
  };
}
