import { useState } from 'react';
import { rollBackCore } from '../../api/guardian-actions';
import type { CoreRollback } from '../../api/recovery-schemas';
import { ActionDialog } from '../../guardian/action-dialog';
import { lastStatus } from '../../guardian/mode';
import type { Done } from '../../guardian/use-action';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { UserText } from '../../ui/user-text';
import { DialogHost } from './dialog-host';

type RollbackDialogProps = {
  person: Person;
  onDone: (done: Done<CoreRollback>) => void;
  onClose: () => void;
};

/** Restores the version of Core before, from a verified backup. */
export function RollbackDialog({ person, onDone, onClose }: RollbackDialogProps) {
  const { state } = useGuardian();
  const status = lastStatus(state);
  const version = status?.core_version ?? null;
  // The version that the operator decided to leave: going back twice is not what was meant (law 5).
  const [openedFor, setOpenedFor] = useState(version);
  if (openedFor === null && version !== null) setOpenedFor(version);
  const changed = openedFor !== null && version !== null && version !== openedFor;
  return (
    <ActionDialog
      action="rollback"
      person={person}
      host={status?.host ?? null}
      perform={(reason) => rollBackCore(person.tenantId, reason)}
      correlationIdOf={({ correlation_id: id }) => id}
      {...(openedFor !== null && { ledTo: ({ core_version: now }) => now != null && now !== openedFor })}
      overtakenBy={changed ? 'Core’s version changed while this dialog was open' : null}
      onDone={onDone}
      onClose={onClose}
    >
      {() => (
        <>
          <DialogHost state={state} />
          <p className="mt-2">
            Core’s version now: <b>{version === null ? 'not known' : <UserText text={version} />}</b>
            {version !== null && state.kind === 'unknown' && ' (as last confirmed)'}
          </p>
          <p className="mt-2">
            The Guardian restores the version before from its newest verified backup. Without one it refuses.
          </p>
        </>
      )}
    </ActionDialog>
  );
}
