import { useMemo } from 'react';
import type { AuditRow } from '../../api/schemas';
import { timeOf } from '../../api/toggle-rows';
import { can } from '../../auth/capabilities';
import { useSession, type Person } from '../../stores/session';
import { describeIncident } from './incident-words';
import { pairIncidents, type Incident } from './incidents';
import { LoadingProgress } from './loading-progress';
import { TimelineFigure } from './timeline-figure';
import { Toggles } from './toggles';
import { useHistory, type History } from './use-history';

export default function HistoryPage({ person }: { person: Person }) {
  const { session } = useSession();
  const enabled = session.phase === 'active' && can(person.role, 'canViewActivationHistory');
  const history = useHistory(person.tenantId, enabled);
  const incidents = useMemo(
    () => pairIncidents(knownRows(history.rows, history.knownSince)),
    [history.rows, history.knownSince],
  );
  return (
    <>
      <h1 className="text-3xl font-bold">Activation history</h1>
      <Summary incidents={incidents} history={history} />
      <LoadingProgress history={history} />
      {history.rows.length > 0 && <TimelineFigure incidents={incidents} history={history} />}
      <Toggles person={person} history={history} incidents={incidents} />
    </>
  );
}

/** The rows that can be paired: before `since` (ms) toggles of one kind or both are missing, and lengths would be invented. */
function knownRows(rows: readonly AuditRow[], since: number | null): readonly AuditRow[] {
  if (since === null) return rows;
  if (since === Infinity) return [];
  const end = rows.findIndex((row) => (timeOf(row) ?? Infinity) < since);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Has this been engaged before, when, by whom, for how long, and why? */
function Summary({ incidents, history }: { incidents: readonly Incident[]; history: History }) {
  const { rows, complete, failures, foreign, unreadable } = history;
  const [newest] = incidents;
  if (newest) {
    return (
      <p className="mt-4">
        <b>
          {incidents.length} incident{incidents.length === 1 ? '' : 's'}
          {complete ? '.' : ' so far.'}
        </b>{' '}
        The newest: {describeIncident(newest)}
      </p>
    );
  }
  if (rows.length > 0 || !complete || failures.length > 0 || foreign + unreadable > 0) return null;
  return (
    <div className="mt-4">
      <p className="font-semibold">No kill-switch activations recorded.</p>
      <p className="text-muted">Healthy. The audit chain will record the first engagement when it happens.</p>
    </div>
  );
}
