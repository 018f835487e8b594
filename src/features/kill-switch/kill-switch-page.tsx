import { useState } from 'react';
import { explainError } from '../../api/errors/explain-error';
import { isRestricted } from '../../guardian/mode';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { latestToggle } from '../../switch/latest-toggle';
import { useToggles } from '../../switch/toggle-context';
import { useSwitchState, useToggleHistory } from '../../switch/use-kill-switch';
import { HistorySection } from './history-section';
import { Outage } from './outage';
import { StatusBadge } from './state/status-badge';
import { ToggleDialog } from './toggle/toggle-dialog';
import { ToggleSection } from './toggle/toggle-section';
import { useRest } from './use-rest';

export default function KillSwitchPage({ person }: { person: Person }) {
  const { state } = useSwitchState();
  const history = useToggleHistory();
  const { toggles, dispatch } = useToggles();
  const { dialog, toggle, lastError, watch } = toggles;
  // A dialog that sent nothing is not opened again when the person comes back to this page.
  const [mayOpen, setMayOpen] = useState(toggle.stage !== 'compose' || toggle.failure !== null);
  const restricted = isRestricted(useGuardian({ ask: false }).state);
  const latest = latestToggle(state, history, watch);
  const rest = useRest(state.kind !== 'checking');
  // Our own control plane tells an epoch. Before its answer, the room of what it will have.
  const hasEffect = state.kind === 'checking' || ('answer' in state && state.answer.data.epoch != null);
  return (
    <>
      <h1 className="text-title font-semibold">Kill Switch</h1>
      <div className="gap-x-5 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
        <div>
          <StatusBadge state={state} latest={latest} me={person} />
          <ToggleSection
            person={person}
            state={state}
            latest={latest}
            rest={rest}
            restricted={restricted}
            onOpen={(action) => {
              setMayOpen(true);
              dispatch({ type: 'open-dialog', action });
            }}
          />
          <Outage person={person} state={state} lastError={lastError} />
        </div>
        {rest.code ? (
          <div>
            <rest.code.Beside state={state} latest={latest} person={person} />
            <rest.code.EffectSection state={state} person={person} />
          </div>
        ) : (
          // The room of what comes later, so that nothing below moves then.
          !rest.failed && (
            <div className="print:hidden">
              <div className="card mt-5 min-h-64 lg:mt-4" />
              {hasEffect && <div className="card mt-5 min-h-64" />}
            </div>
          )
        )}
      </div>
      <HistorySection
        rest={rest}
        history={history}
        me={person}
        engaged={state.kind === 'engaged'}
        stated={
          state.kind === 'unknown' && state.error !== null ? explainError(state.error, 'status').title : null
        }
      />
      {/* Last, so that a page that is left takes the lever away first: it gets no focus any more. */}
      {dialog && mayOpen && (
        <ToggleDialog action={dialog} person={person} state={state} latest={latest} restricted={restricted} />
      )}
    </>
  );
}
