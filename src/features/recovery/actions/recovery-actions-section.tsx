import type { Person } from '../../../stores/session';
import { ExportResult } from '../diagnose/export-report';
import { IntegrityResult } from '../diagnose/integrity-report';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { ActionButtons } from './action-buttons';
import { AcknowledgeReport, ResetReport, RollbackReport } from './action-reports';
import { ResetDialog } from './reset-dialog';
import { RollbackDialog } from './rollback-dialog';
import type { useRecoveryActions } from './use-recovery-actions';

type RecoveryActionsProps = { person: Person; actions: ReturnType<typeof useRecoveryActions> };

/** The buttons of the actions that go through the Guardian, the results, and the open dialog. */
export function RecoveryActions({ person, actions }: RecoveryActionsProps) {
  const { why, start, integrity, logs, dialog, closeDialog, accepted, keep } = actions;
  const { acknowledge, reset, rollback } = accepted;
  const shared = { person, onClose: closeDialog };
  return (
    <section aria-labelledby="recovery-actions" className="card mt-5">
      <h2 id="recovery-actions" className="text-heading font-semibold">
        Recovery actions
      </h2>
      <ActionButtons title="Change nothing" actions={['verify', 'export']} why={why} onAct={start} />
      <ActionButtons
        danger
        title="Change the host"
        actions={['acknowledge', 'reset', 'rollback']}
        why={why}
        onAct={start}
      />
      <IntegrityResult checked={integrity.checked} error={integrity.error} onClose={integrity.forget} />
      <ExportResult state={logs.state} onCancel={logs.cancel} onClose={logs.close} />
      {acknowledge && (
        <AcknowledgeReport
          key={acknowledge.sent.requestId}
          done={acknowledge}
          onClose={() => keep({ acknowledge: null })}
        />
      )}
      {reset && <ResetReport key={reset.sent.requestId} done={reset} onClose={() => keep({ reset: null })} />}
      {rollback && (
        <RollbackReport
          key={rollback.sent.requestId}
          done={rollback}
          onClose={() => keep({ rollback: null })}
        />
      )}
      {dialog === 'acknowledge' && (
        <AcknowledgeDialog {...shared} onDone={(done) => keep({ acknowledge: done })} />
      )}
      {dialog === 'reset' && <ResetDialog {...shared} onDone={(done) => keep({ reset: done })} />}
      {dialog === 'rollback' && <RollbackDialog {...shared} onDone={(done) => keep({ rollback: done })} />}
    </section>
  );
}
