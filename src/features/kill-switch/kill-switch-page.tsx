import { useState } from 'react';
import { isApiError } from '../../api/api-error';
import type { ToggleAction } from '../../api/kill-switch';
import { can } from '../../auth/capabilities';
import { isRestricted } from '../../guardian/mode';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { useNow } from '../../ui/use-now';
import type { SwitchState } from './derive-state';
import { ForeignChange } from './foreign-change';
import { HistoryPanel } from './history-panel';
import { describeLatest } from './latest-toggle';
import { Levers } from './levers';
import { initialWatch, watchOwn, watchState } from './notice-change';
import { OutageCard } from './outage-card';
import type { SentToggle } from './read-back';
import { StatusBadge } from './status-badge';
import { ToggleDialog } from './toggle-dialog';
import { ToggleReport } from './toggle-report';
import { useSwitchState, useToggleHistory } from './use-kill-switch';
import { whyDisabled } from './why-disabled';

export default function KillSwitchPage({ person }: { person: Person }) {
  const now = useNow();
  const { state } = useSwitchState();
  const history = useToggleHistory();
  const restricted = isRestricted(useGuardian({ ask: false }).state);
  const [dialog, setDialog] = useState<ToggleAction | null>(null);
  const [accepted, setAccepted] = useState<SentToggle | null>(null);
  const [leverFails, setLeverFails] = useState(false);
  const [watch, setWatch] = useState(initialWatch);
  const watched = watchState(watch, state);
  if (watched !== watch) setWatch(watched);

  const known = state.kind === 'engaged' || state.kind === 'disengaged' ? state : null;
  const latest = known && describeLatest(known.answer.data, history.rows);

  return (
    <>
      <h1 className="text-3xl font-bold">Kill Switch</h1>
      <StatusBadge state={state} latest={latest} me={person} now={now} />
      <Levers
        why={whyDisabled(state, can(person.role, 'canToggleKillSwitch'), restricted)}
        onPull={setDialog}
      />
      {watched.foreign && <ForeignChange change={watched.foreign} latest={latest} me={person} />}
      {accepted && (
        <ToggleReport
          key={accepted.requestId}
          toggle={accepted}
          me={person}
          onClose={() => setAccepted(null)}
        />
      )}
      {(leverFails || isOutage(state)) && <OutageCard tenantId={person.tenantId} />}
      <HistoryPanel history={history} me={person} />
      {dialog && (
        <ToggleDialog
          action={dialog}
          person={person}
          state={state}
          latest={latest}
          restricted={restricted}
          onSent={() => setWatch((before) => watchOwn(before, dialog))}
          onAccepted={(toggle) => {
            setAccepted(toggle);
            setLeverFails(false);
            setDialog(null);
          }}
          onFailed={() => setLeverFails(true)}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** The API cannot do its work: not merely a session that has ended. */
function isOutage(state: SwitchState): boolean {
  if (state.kind !== 'unknown' || state.cause !== 'failed') return false;
  return !(isApiError(state.error) && state.error.status === 401);
}
