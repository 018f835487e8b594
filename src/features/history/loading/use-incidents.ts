import { useMemo } from 'react';
import { timeOf } from '../../../api/audit/toggle-rows';
import type { AuditRow } from '../../../api/schemas';
import { can } from '../../../auth/capabilities';
import { useSession, type Person } from '../../../stores/session';
import { pairIncidents } from '../answer/incidents';
import { isFuture, useServerMinute } from './server-clock';
import { useHistory } from './use-history';

/** The toggles that have been read so far, paired into incidents, and the server's present moment (ms). */
export function useIncidents({ tenantId, role }: Person) {
  const { session } = useSession();
  const enabled = session.phase === 'active' && can(role, 'canViewActivationHistory');
  const history = useHistory(tenantId, enabled);
  const incidents = useMemo(
    () => pairIncidents(knownRows(history.rows, history.knownSince)),
    [history.rows, history.knownSince],
  );
  const now = useServerMinute(history.asked);
  const future = useMemo(() => history.rows.filter((row) => isFuture(row, now)).length, [history.rows, now]);
  return { history, incidents, now, future };
}

/** The rows that can be paired. Before `since` (ms) toggles of one kind or both are missing, so lengths would be invented. */
function knownRows(rows: readonly AuditRow[], since: number | null): readonly AuditRow[] {
  if (since === null) return rows;
  if (since === Infinity) return [];
  const end = rows.findIndex((row) => (timeOf(row) ?? Infinity) < since);
  return end < 0 ? rows : rows.slice(0, end);
}
