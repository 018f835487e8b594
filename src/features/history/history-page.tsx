import { useMemo, type ReactNode } from 'react';
import type { AuditRow } from '../../api/schemas';
import { timeOf } from '../../api/audit/toggle-rows';
import { can } from '../../auth/capabilities';
import { useSession, type Person } from '../../stores/session';
import { UserText } from '../../ui/user-text';
import { AnswerLine } from './answer/answer-line';
import { describeIncident } from './answer/incident-words';
import { pairIncidents, type Incident } from './answer/incidents';
import { LoadingProgress } from './loading/loading-progress';
import { PrintHeader } from './print/print-header';
import { isFuture, useServerMinute } from './loading/server-clock';
import { TimelineFigure } from './timeline/timeline-figure';
import { Toggles } from './table/toggles';
import { useAddress } from './filter/use-address';
import { useHistory, type History } from './loading/use-history';
import { usePrinting } from './print/use-printing';

export default function HistoryPage({ person }: { person: Person }) {
  const { session } = useSession();
  const enabled = session.phase === 'active' && can(person.role, 'canViewActivationHistory');
  const history = useHistory(person.tenantId, enabled);
  const incidents = useMemo(
    () => pairIncidents(knownRows(history.rows, history.knownSince)),
    [history.rows, history.knownSince],
  );
  const now = useServerMinute(history.asked);
  const future = useMemo(() => history.rows.filter((row) => isFuture(row, now)).length, [history.rows, now]);
  const shown = { person, history, incidents, now };
  return (
    <>
      <h1 className="text-3xl font-bold">Activation history</h1>
      <Filtered {...shown} future={future}>
        <Summary incidents={incidents} history={history} />
        <LoadingProgress history={history} future={future} />
        {history.rows.length > 0 && <TimelineFigure incidents={incidents} history={history} now={now} />}
      </Filtered>
    </>
  );
}

type FilteredProps = {
  person: Person;
  history: History;
  incidents: readonly Incident[];
  now: number;
  future: number;
  /** What no filter changes: it is not drawn anew for every key pressed. */
  children: ReactNode;
};

/** What the filter in the address changes, with the rest of the page between. */
function Filtered({ children, ...shown }: FilteredProps) {
  const address = useAddress();
  const printing = usePrinting();
  return (
    <>
      {printing && (
        <PrintHeader
          person={shown.person}
          filter={address.filter}
          asked={shown.history.asked}
          href={address.href}
        />
      )}
      <AnswerLine {...shown} filter={address.filter} />
      {children}
      <Toggles {...shown} address={address} printing={printing} />
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
          <span>{incidents.length}</span> incident<span>{incidents.length === 1 ? '' : 's'}</span>
          <span>{complete ? '.' : ' so far.'}</span>
        </b>{' '}
        The newest: <UserText text={describeIncident(newest)} />
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
