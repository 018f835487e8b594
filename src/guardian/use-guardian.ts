import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { guardianIsConfigured } from '../api/http/deployment';
import { guardianStatus } from '../api/guardian/guardian';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { judge, useReadings, type Known } from '../api/http/reading';
import { endedReadings } from '../auth/session/ended-readings';
import { personOf } from '../auth/session/session';
import { useControlled } from '../lib/controlled';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';
import type { ModeState } from './mode';
import { recallGuardian, rememberGuardian, withAbsence } from './presence';

const NOT_CONFIGURED: ModeState = { kind: 'absent', error: null };

/** What the console knows about the Guardian now. With `ask: false` it uses what others read and sends nothing. */
export function useGuardian({ ask = true } = {}): { state: ModeState; reading: boolean } {
  const { session } = useSession();
  const tenantId = personOf(session)?.tenantId ?? '';
  const configured = guardianIsConfigured();
  // Every signed-in person may see the banner. After the session has ended nothing is asked, because each poll would get a
  // 401.
  const enabled = configured && ask && session.phase === 'active';
  const query = useQuery({ ...guardianStatus(tenantId), enabled });
  const now = useNow();
  const { controlled } = useControlled();
  const known = notControlled(judge(endedReadings(useReadings(query), session), now), controlled);
  const state = configured
    ? withAbsence(known, known.kind === 'unknown' ? recallGuardian(tenantId) : null)
    : NOT_CONFIGURED;

  const answered = query.data !== undefined;
  const none = configured && state.kind === 'absent';
  // Effect: the browser's storage is outside of the page. After a reload, a Guardian that is silent must not count as
  // absent.
  useEffect(() => {
    if (answered) rememberGuardian(tenantId, 'answered');
    else if (none) rememberGuardian(tenantId, 'none');
  }, [answered, none, tenantId]);
  return { state, reading: query.isFetching };
}

/** Answers through a service worker of another application may come from its cache: they say nothing about now. */
function notControlled(known: Known<GuardianStatus>, controlled: boolean): Known<GuardianStatus> {
  if (!controlled || known.kind !== 'confirmed') return known;
  const { answer, ageMs } = known;
  return { kind: 'unknown', cause: 'stale', error: null, last: { answer, ageMs } };
}
