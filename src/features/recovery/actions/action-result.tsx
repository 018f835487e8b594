import { AcknowledgeReport } from '../../../guardian/kill/acknowledge-report';
import { HostLink } from '../../../guardian/guardian-at';
import { paths } from '../../../lib/paths';
import { ExportResult } from '../diagnose/export-report';
import { IntegrityResult } from '../diagnose/integrity-report';
import type { RecoveryAction } from '../checklist/recovery-actions';
import { ResetReport, RollbackReport } from './action-reports';
import type { RecoveryActionsNow } from './use-recovery-actions';

/** What came of an action; nothing while it was not started. */
export function ActionResult({ action, actions }: { action: RecoveryAction; actions: RecoveryActionsNow }) {
  const { integrity, logs, accepted, keep } = actions;
  switch (action) {
    case 'verify':
      return (
        <IntegrityResult checked={integrity.checked} error={integrity.error} onClose={integrity.forget} />
      );
    case 'export':
      return <ExportResult state={logs.state} onCancel={logs.cancel} onClose={logs.close} />;
    case 'acknowledge':
      return (
        accepted.acknowledge && (
          <AcknowledgeReport
            key={accepted.acknowledge.sent.requestId}
            done={accepted.acknowledge}
            next={
              <p>
                Safe Mode stays on until someone exits it:{' '}
                <HostLink to={paths.safeMode}>open the exit checks</HostLink>.
              </p>
            }
            onClose={() => keep({ acknowledge: null })}
          />
        )
      );
    case 'reset':
      return (
        accepted.reset && (
          <ResetReport
            key={accepted.reset.sent.requestId}
            done={accepted.reset}
            onClose={() => keep({ reset: null })}
          />
        )
      );
    case 'rollback':
      return (
        accepted.rollback && (
          <RollbackReport
            key={accepted.rollback.sent.requestId}
            done={accepted.rollback}
            onClose={() => keep({ rollback: null })}
          />
        )
      );
  }
}
