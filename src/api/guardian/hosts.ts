import { queryOptions } from '@tanstack/react-query';
import { parseTimestamp } from '../../lib/time';
import { newest, sinceChange, watched } from '../http/polling';
import { request, type Answer } from '../http/request';
import { guardianPollMs } from './guardian';
import { hostsSchema, type GuardianMode, type Hosts, type KnownHost } from './guardian-schemas';

/** A host that the control plane did not hear of for longer is silent, ms. */
const SILENT_MS = 15_000;

/** What a list of hosts knows, and the server's clock when it was answered (ms), null when that was not sent. */
export type HostList = Pick<Answer<Hosts>, 'data' | 'serverTime'>;

/** How long ago the server heard of a host, ms; null when that cannot be told. */
export function silentMs({ last_seen_at: seen }: KnownHost, serverTime: number | null): number | null {
  const at = parseTimestamp(seen);
  return at === null || serverTime === null ? null : Math.max(0, serverTime - at);
}

/** The mode of a host at the time of the list. Null when it is silent, or was never heard of: then its mode is not known. */
export function modeInList(
  host: KnownHost,
  { serverTime }: Pick<HostList, 'serverTime'>,
): GuardianMode | null {
  const silent = silentMs(host, serverTime);
  return silent === null || silent > SILENT_MS ? null : host.mode;
}

/** How many hosts are not known to be NORMAL. */
export function countNotNormal(list: HostList): number {
  return list.data.items.filter((host) => modeInList(host, list) !== 'NORMAL').length;
}

/** The tenant's hosts, polled: every 5 s while any of them is not known to be NORMAL, else as a status is. Errors: `ApiError`. */
export function guardianHosts(tenantId: string) {
  return queryOptions({
    ...watched,
    queryKey: ['guardian', tenantId, 'hosts'] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Answer<Hosts>> => {
      const to = { method: 'GET', path: '/guardian/hosts', tenantId, signal } as const;
      const modes = ({ items }: Hosts) => items.map(({ name, mode }) => `${name} ${mode}`).join();
      return newest(client, queryKey, await request({ ...to, schema: hostsSchema }), modes);
    },
    refetchInterval: ({ state: { data, error } }) => hostsPollMs(data, error),
  });
}

/** Milliseconds until the hosts are read again. */
export function hostsPollMs(list: Answer<Hosts> | undefined, error: unknown): number {
  const worst = list && (countNotNormal(list) > 0 ? 'SAFE' : 'NORMAL');
  return guardianPollMs(worst, error, sinceChange(list));
}
