import { useState } from 'react';
import { recordOf } from '../../api/guardian-actions';
import type { GuardianStatus } from '../../api/guardian-schemas';
import type { ApprovalRecord } from '../../api/recovery-schemas';
import type { SentAction } from '../../guardian/events';
import { lastStatus, type ModeState } from '../../guardian/mode';
import { useEvents } from '../../guardian/use-events';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { Message } from '../../ui/message';
import { ActionReport } from './action-report';
import { ApprovalRecordPanel } from './approval-record';
import { Capabilities } from './capabilities';
import { ContradictionList } from './contradiction-list';
import { contradictions, eventContradictions } from './contradictions';
import { EnterDialog } from './enter-dialog';
import { EntryConditions } from './entry-conditions';
import { EventLog } from './event-log';
import { ExitDialog } from './exit-dialog';
import { HostState } from './host-state';
import { IndependentChecks } from './independent-checks';
import { KillMechanisms } from './kill-mechanisms';
import { Levers } from './levers';
import { ModeBadge } from './mode-badge';
import type { ModeAction } from './mode-finding';
import { isSameRecord, requestDifferences } from './record-findings';
import { RemoteManagement } from './remote-management';

export default function SafeModePage({ person }: { person: Person }) {
  // What one person asked for is not shown to the next one.
  return <SafeMode key={`${person.tenantId} ${person.email}`} person={person} />;
}

type Done = { action: ModeAction; sent: SentAction; record: ApprovalRecord | null };

function SafeMode({ person }: { person: Person }) {
  const { state } = useGuardian();
  const [dialog, setDialog] = useState<ModeAction | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const status = lastStatus(state);
  const found = useContradictions(state, status);
  const record = done?.record ?? recordOf(status?.last_exit);
  const close = () => setDialog(null);
  function finish(action: ModeAction, sent: SentAction, signed: ApprovalRecord | null) {
    setDone({ action, sent, record: signed });
    setDialog(null);
  }

  return (
    <>
      <h1 className="text-3xl font-bold">Safe Mode</h1>
      <ModeBadge state={state} contradicted={found.length > 0} />
      <ContradictionList found={found} current={state.kind === 'confirmed'} />
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
      {record && <ApprovalRecordPanel record={record} problems={problemsOf(done, state, person)} />}
      {!record && status?.last_exit && (
        <Message tone="danger" title="The approval record of the newest exit is not readable" alert>
          <p>
            Guardian reports one, but not in a form that can be shown or verified here. Look at it on the
            host.
          </p>
        </Message>
      )}
      {status && <StatusPanels status={status} state={state} />}
      <EventLog />
      {status && <RemoteManagement status={status} />}
      <IndependentChecks />
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
          onDone={(sent, signed) => finish('exit', sent, signed)}
          onClose={close}
        />
      )}
    </>
  );
}

function useContradictions(state: ModeState, status: GuardianStatus | null) {
  const events = useEvents();
  if (!status) return [];
  const items = events.data?.data.items ?? [];
  const until = state.kind === 'confirmed' ? state.answer.serverTime : null;
  return [...contradictions(status), ...eventContradictions(status, items, until)];
}

/** Where the record that an exit answered with is not what was asked for, or not what the status shows since (law 2). */
function problemsOf(done: Done | null, state: ModeState, person: Person): string[] {
  if (!done?.record) return [];
  const { record, sent } = done;
  const since = state.kind === 'confirmed' && state.answer.askedAt.mono >= sent.settledAt.mono;
  const shown = since ? recordOf(state.answer.data.last_exit) : undefined;
  const other = shown !== undefined && (shown === null || !isSameRecord(shown, record));
  return [
    ...requestDifferences(record, sent, person),
    ...(other
      ? [
          `Guardian’s status shows ${shown === null ? 'no record' : `another record, ${shown.correlation_id},`} as that of the newest exit.`,
        ]
      : []),
  ];
}

function StatusPanels({ status, state }: { status: GuardianStatus; state: ModeState }) {
  const answer =
    state.kind === 'confirmed' ? state.answer : state.kind === 'unknown' ? state.last?.answer : null;
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
