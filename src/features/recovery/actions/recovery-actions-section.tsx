import { AcknowledgeDialog } from '../../../guardian/kill/acknowledge-dialog';
import type { ModeState } from '../../../guardian/mode';
import type { Person } from '../../../stores/session';
import type { RecoveryAction } from '../checklist/recovery-actions';
import { ActionRows } from './action-rows';
import { ResetDialog } from './reset-dialog';
import { RollbackDialog } from './rollback-dialog';
import type { RecoveryActionsNow } from './use-recovery-actions';

type RecoveryActionsProps = {
  person: Person;
  state: ModeState;
  actions: RecoveryActionsNow;
  inStep: (action: RecoveryAction) => boolean;
};

/** The actions that go through the Guardian, and the open dialog. */
export function RecoveryActions({ person, state, actions, inStep }: RecoveryActionsProps) {
  const { dialog, closeDialog, keep } = actions;
  const shared = { person, onClose: closeDialog };
  return (
    <section aria-labelledby="recovery-actions" className="card mt-5">
      <h2 id="recovery-actions" className="text-heading font-semibold">
        Recovery actions
      </h2>
      <ActionRows actions={actions} state={state} inStep={inStep} />
      {dialog === 'acknowledge' && (
        <AcknowledgeDialog {...shared} onDone={(done) => keep({ acknowledge: done })} />
      )}
      {dialog === 'reset' && <ResetDialog {...shared} onDone={(done) => keep({ reset: done })} />}
      {dialog === 'rollback' && <RollbackDialog {...shared} onDone={(done) => keep({ rollback: done })} />}
    </section>
  );
}
