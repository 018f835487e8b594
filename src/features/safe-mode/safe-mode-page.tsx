import { useState } from 'react';
import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import type { ApprovalRecord } from '../../api/guardian/recovery-schemas';
import type { SentAction } from '../../guardian/events';
import { lastAnswer, lastStatus, type ModeState } from '../../guardian/mode';
import { NoGuardian } from '../../guardian/no-guardian';
import type { Done } from '../../guardian/use-send-to-guardian';
import { useEvents } from '../../guardian/use-events';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { Message } from '../../ui/message';
import { ActionReport } from './enter-exit/action-report';
import { Capabilities } from './mode/capabilities';
import { ContradictionList } from './mode/contradiction-list';
import { contradictions, eventContradictions } from './mode/contradictions';
import { EnterDialog } from './enter-exit/enter-dialog';
import { EntryConditions } from './host-checks/entry-conditions';
import { EventLog } from './events/event-log';
import { ExitDialog } from './enter-exit/exit-dialog';
import { ExitRecord } from './enter-exit/exit-record';
import { GuardianGone } from './mode/guardian-gone';
import { HostState } from './mode/host-state';
import { IndependentChecks } from './host-checks/independent-checks';
import { KillMechanisms } from './host-checks/kill-mechanisms';
import { Levers } from './enter-exit/levers';
import { ModeBadge } from './mode/mode-badge';
import type { ModeAction } from './enter-exit/mode-finding';
import { RemoteManagement } from './mode/remote-management';

type Made = { action: ModeAction; sent: SentAction; exit: Done<ApprovalRecord> | null };

export default function SafeModePage({ person }: { person: Person }) {
  const { state } = useGuardian();
  const [dialog, setDialog] = useState<ModeAction | null>(null);
  const [done, setDone] = useState<Made | null>(null);
  const close = () => setDialog(null);
  function finish(action: ModeAction, sent: SentAction, exit: Done<ApprovalRecord> | null) {
    setDone({ action, sent, exit });
    setDialog(null);
  }

  // What was done here, or is being done, stays in sight whatever is said of the Guardian meanwhile.
  if (state.kind === 'absent' && dialog === null && done === null)
    return (
      <>
        <h1 className="text-3xl font-bold">Safe Mode</h1>
        <NoGuardian error={state.error} />
      </>
    );
  return (
    <>
      <h1 className="text-3xl font-bold">Safe Mode</h1>
      <Mode state={state} person={person} />
      <Levers
        state={state}
        role={person.role}
        onEnter={() => setDialog('enter')}
        onExit={() => setDialog('exit')}
      />
      {done && (
        <ActionReport
          key={done.sent.requestId}
          action={done.action}
          sent={done.sent}
          state={state}
          onClose={() => setDone(null)}
        />
      )}
      <ExitRecord
        key={`exit ${done?.sent.requestId}`}
        own={done?.exit ?? null}
        state={state}
        person={person}
      />
      <Details state={state} person={person} />
      {dialog === 'enter' && (
        <EnterDialog
          person={person}
          state={state}
          onDone={(sent) => finish('enter', sent, null)}
          onClose={close}
        />
      )}
      {dialog === 'exit' && (
        <ExitDialog
          person={person}
          state={state}
          onDone={(exit) => finish('exit', exit.sent, exit)}
          onClose={close}
        />
      )}
    </>
  );
}

type Shown = { state: ModeState; person: Person };

/** The mode, and what speaks against it. */
function Mode({ state, person }: Shown) {
  const found = useContradictions(state);
  return (
    <>
      <ModeBadge state={state} contradicted={found.length > 0} />
      <GuardianGone state={state} person={person} />
      <ContradictionList found={found} current={state.kind === 'confirmed'} />
    </>
  );
}

function useContradictions(state: ModeState) {
  const events = useEvents();
  const answer = lastAnswer(state);
  if (!answer) return [];
  const { data: status, serverTime } = answer;
  const items = events.data?.data.items ?? [];
  const until = state.kind === 'confirmed' ? serverTime : null;
  return [...contradictions(status, serverTime), ...eventContradictions(status, items, until)];
}

/** All that the Guardian says, and how to look past this page. */
function Details({ state, person }: Shown) {
  const status = lastStatus(state);
  return (
    <>
      {status && <StatusPanels status={status} state={state} />}
      <EventLog tenantId={person.tenantId} />
      {status && <RemoteManagement status={status} />}
      <IndependentChecks />
    </>
  );
}

function StatusPanels({ status, state }: { status: GuardianStatus; state: ModeState }) {
  const answer = lastAnswer(state);
  return (
    <>
      {state.kind === 'unknown' && (
        <Message tone="warning" title="What follows is what was last read. It may not be so any more." />
      )}
      <EntryConditions conditions={status.entry_conditions} />
      <KillMechanisms reported={status.kill_mechanisms} serverTime={answer?.serverTime ?? null} />
      <Capabilities status={status} />
      <HostState status={status} />
    </>
  );
}
