import { useState } from 'react';
import { isApiError } from '../../api/errors/api-error';
import { isServiceFailure, refusalCause } from '../../api/errors/refusal-cause';
import { can } from '../../auth/capabilities';
import { isRestricted } from '../../guardian/mode';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { useNow } from '../../ui/use-now';
import type { SwitchState } from '../../switch/derive-state';
import { ForeignChange } from './state/foreign-change';
import { HistoryPanel } from './history-panel';
import { describeLatest } from '../../switch/latest-toggle';
import { Levers } from './toggle/levers';
import { OutageCard } from '../../switch/outage-card';
import { sentOf } from '../../switch/toggles';
import { useToggles } from '../../switch/toggle-context';
import { PrintedReading } from './state/reading-notes';
import { StatusBadge } from './state/status-badge';
import { ToggleDialog } from './toggle/toggle-dialog';
import { ToggleReport } from './toggle/toggle-report';
import { useSwitchState, useToggleHistory } from '../../switch/use-kill-switch';
import { whyDisabled } from './toggle/why-disabled';

export default function KillSwitchPage({ person }: { person: Person }) {
  const now = useNow();
  const { state } = useSwitchState();
  const history = useToggleHistory();
  const restricted = isRestricted(useGuardian({ ask: false }).state);
  const { toggles, dispatch } = useToggles();
  const { dialog, toggle, report, lastError, watch } = toggles;
  // A dialog that sent nothing is not opened again for whoever comes back to this page.
  const [mayOpen, setMayOpen] = useState(toggle.stage !== 'compose' || toggle.failure !== null);

  const known = state.kind === 'engaged' || state.kind === 'disengaged' ? state : null;
  const read = known?.answer ?? (state.kind === 'unknown' ? state.last?.answer : null);
  const latest = known && describeLatest(known.answer.data, history, watch);

  return (
    <>
      <h1 className="text-3xl font-bold">Kill Switch</h1>
      <StatusBadge state={state} latest={latest} me={person} now={now} />
      {read && <PrintedReading answer={read} />}
      <Levers
        why={whyDisabled(state, can(person.role, 'canToggleKillSwitch'), restricted)}
        onPull={(action) => {
          setMayOpen(true);
          dispatch({ type: 'open-dialog', action });
        }}
      />
      {watch.foreign && <ForeignChange change={watch.foreign} latest={latest} me={person} />}
      {report && <ToggleReport key={sentOf(report).requestId} report={report} me={person} />}
      {(lastError !== null || isOutage(state)) && (
        <OutageCard tenantId={person.tenantId} noRule={refusalCause(lastError) === 'no-rule'} />
      )}
      <HistoryPanel history={history} me={person} engaged={state.kind === 'engaged'} />
      {dialog && mayOpen && (
        <ToggleDialog action={dialog} person={person} state={state} latest={latest} restricted={restricted} />
      )}
    </>
  );
}

/** The API cannot do its work: not merely a session that has ended. */
function isOutage(state: SwitchState): boolean {
  if (state.kind !== 'unknown' || state.cause !== 'failed') return false;
  return !(isApiError(state.error) && state.error.status === 401 && !isServiceFailure(state.error));
}
