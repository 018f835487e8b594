import { useQuery } from '@tanstack/react-query';
import { guardianStatus } from '../api/guardian';
import { judge, useReadings } from '../api/reading';
import { endedReadings } from '../auth/ended-readings';
import { personOf } from '../auth/session';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';
import type { ModeState } from './mode';

/** What the console knows of the Guardian now. `ask: false` only looks on: it sends nothing by itself. */
export function useGuardian({ ask = true } = {}): { state: ModeState; reading: boolean } {
  const { session } = useSession();
  const tenantId = personOf(session)?.tenantId ?? '';
  // Everybody who is signed in may see the banner; nobody whose session has ended, or each poll would meet a 401.
  const enabled = ask && session.phase === 'active';
  const query = useQuery({ ...guardianStatus(tenantId), enabled });
  const now = useNow();
  const readings = endedReadings(useReadings(query), session);
  return { state: judge(readings, now), reading: query.isFetching };
}
