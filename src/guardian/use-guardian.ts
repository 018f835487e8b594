import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { guardianIsConfigured } from '../api/http/deployment';
import { guardianStatus } from '../api/guardian/guardian';
import type { Hosts } from '../api/guardian/guardian-schemas';
import { judge, useReadings, type Known } from '../api/http/reading';
import { endedReadings } from '../auth/session/ended-readings';
import { useControlled } from '../lib/controlled';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';
import { useGuardianAt } from './guardian-at';
import type { ModeState } from './mode';
import { recallGuardian, rememberGuardian, withAbsence } from './presence';
import { useHosts } from './use-hosts';
import { worstState } from './worst-host';

const NOT_CONFIGURED: ModeState = { kind: 'absent', error: null };

type GuardianNow = {
  /** Of the host of this page; outside of such a page, with several hosts, that of the worst one. */
  state: ModeState;
  reading: boolean;
  /** The tenant's hosts; null where it has one or none. */
  hosts: Known<Hosts> | null;
};

/** What the console knows about the Guardian now. With `ask: false` it uses what others read and sends nothing. */
export function useGuardian({ ask = true } = {}): GuardianNow {
  const { session } = useSession();
  const at = useGuardianAt();
  const { tenantId } = at;
  const configured = guardianIsConfigured();
  // Every signed-in person may see the banner. After the session has ended nothing is asked, because each poll would get a
  // 401.
  const enabled = configured && ask && session.phase === 'active';
  const query = useQuery({ ...guardianStatus(at), enabled });
  const now = useNow();
  const { controlled } = useControlled();
  const known = notControlled(judge(endedReadings(useReadings(query), session), now), controlled);
  const several = useHosts({ ask });
  const hosts = several && notControlled(several, controlled);
  const state = !configured
    ? NOT_CONFIGURED
    : hosts && at.host === null
      ? worstState(hosts)
      : withAbsence(known, known.kind === 'unknown' ? recallGuardian(tenantId) : null);

  const answered = query.data !== undefined || hosts !== null;
  const none = configured && state.kind === 'absent';
  // Effect: the browser's storage is outside of the page. After a reload, a Guardian that is silent must not count as
  // absent.
  useEffect(() => {
    if (answered) rememberGuardian(tenantId, 'answered');
    else if (none) rememberGuardian(tenantId, 'none');
  }, [answered, none, tenantId]);
  return { state, reading: query.isFetching, hosts };
}

/** Answers through a service worker of another application may come from its cache: they say nothing about now. */
function notControlled<T>(known: Known<T>, controlled: boolean): Known<T> {
  if (!controlled || known.kind !== 'confirmed') return known;
  const { answer, ageMs } = known;
  return { kind: 'unknown', cause: 'stale', error: null, last: { answer, ageMs } };
}
