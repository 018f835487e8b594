import { rollBackCore } from '../../../api/guardian/guardian-actions';
import type { CoreRollback } from '../../../api/guardian/recovery-schemas';
import { DialogHost } from '../../../guardian/dialog/dialog-host';
import { useOvertaken } from '../../../guardian/dialog/use-overtaken';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { GuardianDialog } from '../../../guardian/guardian-dialog';
import { lastStatus } from '../../../guardian/mode';
import type { Done } from '../../../guardian/use-send-to-guardian';
import { useGuardian } from '../../../guardian/use-guardian';
import type { Person } from '../../../stores/session';
import { RecordedText } from '../../../ui/recorded';
import { useDecidedOn } from './use-decided-on';

type RollbackDialogProps = {
  person: Person;
  onDone: (done: Done<CoreRollback>) => void;
  onClose: () => void;
};

/** Restores the previous version of Core from a verified backup. */
export function RollbackDialog({ person, onDone, onClose }: RollbackDialogProps) {
  const { state } = useGuardian();
  const at = useGuardianAt();
  const status = lastStatus(state);
  const version = status?.core_version ?? null;
  // The version that the operator decided to leave. Rolling back twice is not what they meant.
  const { changed, freeze } = useDecidedOn(version);
  const words = changed ? 'Core’s version changed while this dialog was open' : null;
  const overtaken = useOvertaken(words, 'rollback', state);
  return (
    <GuardianDialog
      action="rollback"
      person={person}
      host={status?.host ?? at.host}
      perform={(reason) => {
        freeze();
        return rollBackCore(at, reason);
      }}
      correlationIdOf={({ correlation_id: id }) => id}
      // Without a version to compare, the events show whether it took effect.
      ledTo={() => changed}
      {...overtaken}
      onDone={onDone}
      onClose={onClose}
    >
      {() => (
        <>
          <DialogHost state={state} />
          <p className="mt-2">
            Core’s version now: <b>{version === null ? 'not known' : <RecordedText text={version} />}</b>
            <span>{version !== null && state.kind === 'unknown' && ' (as last confirmed)'}</span>
          </p>
          <p className="mt-2">
            The Guardian restores the previous version from its newest verified backup. Without one it
            refuses.
          </p>
        </>
      )}
    </GuardianDialog>
  );
}
