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

/** What the console knows of the Guardian now. `ask: false` only looks on: it sends nothing by itself. */
export function useGuardian({ ask = true } = {}): { state: ModeState; reading: boolean } {
  const { session } = useSession();
  const tenantId = personOf(session)?.tenantId ?? '';
  const configured = guardianIsConfigured();
  // Everybody who is signed in may see the banner; nobody whose session has ended, or each poll would meet a 401.
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
  // Effect: what the browser keeps lies outside of the page. A reload must not take a silent Guardian for none.
  useEffect(() => {
    if (answered) rememberGuardian(tenantId, 'answered');
    else if (none) rememberGuardian(tenantId, 'none');
  }, [answered, none, tenantId]);
  return { state, reading: query.isFetching };
}

/** What was read through a service worker of another application may come out of its cache: it says nothing about now. */
function notControlled(known: Known<GuardianStatus>, controlled: boolean): Known<GuardianStatus> {
  if (!controlled || known.kind !== 'confirmed') return known;
  const { answer, ageMs } = known;
  return { kind: 'unknown', cause: 'stale', error: null, last: { answer, ageMs } };
}
