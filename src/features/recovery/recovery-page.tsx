import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { guardianIsConfigured } from '../../api/http/deployment';
import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { personKey } from '../../auth/person';
import type { CoreRollback, PolicyReset } from '../../api/guardian/recovery-schemas';
import { lastStatus, type ModeState } from '../../guardian/mode';
import type { Done } from '../../guardian/use-send-to-guardian';
import { NoGuardian } from '../../guardian/no-guardian';
import { useEvents } from '../../guardian/use-events';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { Button } from '../../ui/button';
import { AcknowledgeDialog } from './actions/acknowledge-dialog';
import { ActionButtons } from './actions/action-buttons';
import { AcknowledgeReport, ResetReport, RollbackReport } from './actions/action-reports';
import { ExportResult } from './diagnose/export-report';
import { GuardianOutage } from './guardian-outage';
import { HostOperations } from './host/host-operations';
import { integrityCheck } from './diagnose/integrity';
import { IntegrityResult } from './diagnose/integrity-report';
import { killFileAt } from './checklist/kill-file';
import { ModeLine } from './mode-line';
import { actionFacts, whyNot, type RecoveryAction } from './checklist/recovery-actions';
import { ResetDialog } from './actions/reset-dialog';
import { RollbackDialog } from './actions/rollback-dialog';
import { ScenarioChooser } from './checklist/scenario-chooser';
import { useExport } from './diagnose/use-export';

type Results = {
  acknowledge: Done<GuardianStatus> | null;
  reset: Done<PolicyReset> | null;
  rollback: Done<CoreRollback> | null;
};

/** Why no kill can be acknowledged yet. While the file is not known to exist, the Guardian is the judge. */
function whyNotYet(state: ModeState): string | null {
  const file = state.kind === 'confirmed' ? killFileAt(state.answer.data) : null;
  return file && `The KILL file still exists on the host at ${file}: delete it first.`;
}

export default function RecoveryPage({ person }: { person: Person }) {
  const { state } = useGuardian();
  // Somebody who knows of a Guardian may look for it all the same; and what was begun stays in sight.
  const [shown, setShown] = useState(false);
  if (state.kind !== 'checking' && state.kind !== 'absent' && !shown) setShown(true);
  const absent = state.kind === 'absent' && guardianIsConfigured();
  return (
    <>
      <h1 className="text-3xl font-bold">Recovery</h1>
      {absent && <NoGuardian error={state.error} />}
      {absent && !shown && (
        <div className="mt-2 print:hidden">
          <Button onClick={() => setShown(true)}>Show the Guardian’s recovery steps all the same</Button>
        </div>
      )}
      {(shown || state.kind === 'checking') && <GuardianRecovery person={person} state={state} />}
      <HostOperations person={person} />
    </>
  );
}

/** What is done through the Guardian. */
function GuardianRecovery({ person, state }: { person: Person; state: ModeState }) {
  const { tenantId, role } = person;
  const client = useQueryClient();
  // Read before anything is done here: what an action leaves behind is told from what was there.
  useEvents();
  const check = integrityCheck(tenantId);
  const integrity = useQuery({ ...check, enabled: false });
  const logs = useExport(tenantId, lastStatus(state)?.host ?? null);
  const [dialog, setDialog] = useState<keyof Results | null>(null);
  const [results, setResults] = useState<Results>({ acknowledge: null, reset: null, rollback: null });
  const keep = (result: Partial<Results>) => {
    setResults((before) => ({ ...before, ...result }));
    setDialog(null);
  };

  const mayNot = (action: RecoveryAction) =>
    whyNot(role, actionFacts[action].needs, actionFacts[action].deed);
  const why: Record<RecoveryAction, string | null> = {
    verify: mayNot('verify') ?? (integrity.isFetching ? 'Verifying…' : null),
    export: mayNot('export') ?? (logs.state.phase === 'running' ? 'An export is under way.' : null),
    acknowledge: mayNot('acknowledge') ?? whyNotYet(state),
    reset: mayNot('reset'),
    rollback: mayNot('rollback'),
  };
  function act(action: RecoveryAction) {
    switch (action) {
      case 'verify':
        return void integrity.refetch({ cancelRefetch: false });
      case 'export':
        return void logs.start();
      case 'acknowledge':
      case 'reset':
      case 'rollback':
        return setDialog(action);
    }
  }

  const { acknowledge, reset, rollback } = results;
  const closing = { person, onClose: () => setDialog(null) };
  return (
    <>
      <ModeLine state={state} />
      <GuardianOutage state={state} />
      <ScenarioChooser owner={personKey(person)} person={person} state={state} why={why} onAct={act} />
      <section aria-labelledby="recovery-actions" className="mt-8">
        <h2 id="recovery-actions" className="text-xl font-bold">
          Recovery actions
        </h2>
        <ActionButtons title="Change nothing" actions={['verify', 'export']} why={why} onAct={act} />
        <ActionButtons
          danger
          title="Change the host"
          actions={['acknowledge', 'reset', 'rollback']}
          why={why}
          onAct={act}
        />
        <IntegrityResult
          checked={integrity.data}
          error={integrity.error}
          onClose={() => void client.resetQueries({ queryKey: check.queryKey })}
        />
        <ExportResult state={logs.state} onCancel={logs.cancel} onClose={logs.close} />
        {acknowledge && (
          <AcknowledgeReport
            key={acknowledge.sent.requestId}
            done={acknowledge}
            onClose={() => keep({ acknowledge: null })}
          />
        )}
        {reset && (
          <ResetReport key={reset.sent.requestId} done={reset} onClose={() => keep({ reset: null })} />
        )}
        {rollback && (
          <RollbackReport
            key={rollback.sent.requestId}
            done={rollback}
            onClose={() => keep({ rollback: null })}
          />
        )}
      </section>
      {dialog === 'acknowledge' && (
        <AcknowledgeDialog {...closing} onDone={(done) => keep({ acknowledge: done })} />
      )}
      {dialog === 'reset' && <ResetDialog {...closing} onDone={(done) => keep({ reset: done })} />}
      {dialog === 'rollback' && <RollbackDialog {...closing} onDone={(done) => keep({ rollback: done })} />}
    </>
  );
}
