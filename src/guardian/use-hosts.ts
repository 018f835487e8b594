import { useQuery, useQueryClient } from '@tanstack/react-query';
import { isApiError } from '../api/errors/api-error';
import { guardianStatus } from '../api/guardian/guardian';
import type { Hosts, KnownHost } from '../api/guardian/guardian-schemas';
import { guardianHosts, hostsPollMs } from '../api/guardian/hosts';
import { guardianIsConfigured } from '../api/http/deployment';
import { judge, useReadings, type Known } from '../api/http/reading';
import type { Answer } from '../api/http/request';
import { endedReadings } from '../auth/session/ended-readings';
import { personOf } from '../auth/session/session';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';

/** What the control plane answers where it needs the name of a host, because there are several. */
const asksForAHost = (error: unknown) => isApiError(error) && error.code === 'host_required';

/**
 * The tenant's hosts, where it has several; null where it has one or none. Only an answer to the status without a name says
 * that there are several, and only an answer to it ends that.
 */
export function useHosts({ ask = true } = {}): Known<Hosts> | null {
  const client = useQueryClient();
  const { session } = useSession();
  const tenantId = personOf(session)?.tenantId ?? '';
  const { queryKey } = guardianHosts(tenantId);
  // The shell asks for the status.
  const unnamed = useReadings(useQuery({ ...guardianStatus({ tenantId, host: null }), enabled: false }));
  const before = client.getQueryData(queryKey);
  const known =
    before !== undefined && !(unnamed.answer && before.askedAt.mono < unnamed.answer.askedAt.mono);
  const one = unnamed.error === null && unnamed.answer !== null;
  const several = asksForAHost(unnamed.error) || (known && !one);

  const withOwn = (list: Answer<Hosts>): Answer<Hosts> => {
    const items = list.data.items.map((host) => {
      const own = client.getQueryData(guardianStatus({ tenantId, host: host.name }).queryKey);
      return own && own.askedAt.mono > list.askedAt.mono - LIST_LAG_MS ? worseOf(host, own.data) : host;
    });
    return { ...list, data: { items } };
  };
  const enabled = guardianIsConfigured() && ask && several && session.phase === 'active';
  const query = useQuery({
    ...guardianHosts(tenantId),
    enabled,
    refetchInterval: ({ state: { data, error } }) => hostsPollMs(data && withOwn(data), error),
  });
  const readings = endedReadings(useReadings(query), session);
  const answer = readings.answer && withOwn(readings.answer);
  const now = useNow();
  return several ? judge({ ...readings, answer }, now) : null;
}

/** The control plane asks each host every 2 s, so its list may be older than what the host itself has answered. */
const LIST_LAG_MS = 5_000;

/** What the host itself said counts where it is worse than the list (law 1). */
function worseOf(
  host: KnownHost,
  { mode, since = null }: Pick<KnownHost, 'since'> & { mode: KnownHost['mode'] },
): KnownHost {
  return host.mode === 'NORMAL' && mode !== 'NORMAL' ? { ...host, mode, since } : host;
}
