import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exitChecks } from '../../../api/guardian/guardian-actions';
import { judge, useReadings, type Known } from '../../../api/http/reading';
import type { ExitChecks } from '../../../api/guardian/recovery-schemas';
import { askedSince } from '../../../api/http/asked-since';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { readClock } from '../../../lib/clock';
import { useSession } from '../../../stores/session';
import { useNow } from '../../../ui/use-now';

/**
 * The Guardian's checks before Safe Mode may end, polled while somebody looks at them. Older answers are not used: the
 * dialog opens with a fresh reading.
 */
export function useExitChecks(): Known<ExitChecks> {
  const { session } = useSession();
  const query = useQuery({ ...exitChecks(useGuardianAt()), enabled: session.phase === 'active' });
  const [openedAt] = useState(readClock);
  const known = judge(useReadings(query), useNow());
  const old = known.kind === 'confirmed' && !askedSince(known.answer, openedAt);
  return old ? { kind: 'checking' } : known;
}
