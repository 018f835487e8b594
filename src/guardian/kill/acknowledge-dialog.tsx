import { acknowledgeKill } from '../../api/guardian/guardian-actions';
import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { useGuardianAt } from '../guardian-at';
import { GuardianDialog } from '../guardian-dialog';
import { lastStatus } from '../mode';
import type { Done } from '../use-send-to-guardian';
import { useGuardian } from '../use-guardian';
import { useFirstKnown } from '../../lib/take-in';
import type { Person } from '../../stores/session';
import { DialogHost } from '../dialog/dialog-host';
import { CommandOf } from '../host/command-of';
import { killFile, killWaits } from './kill-file';
import { useOvertaken } from '../dialog/use-overtaken';

type AcknowledgeDialogProps = {
  person: Person;
  onDone: (done: Done<GuardianStatus>) => void;
  onClose: () => void;
};

/** Clears the state that a kill leaves behind. Possible only after the KILL file is gone (F7 §2). */
export function AcknowledgeDialog({ person, onDone, onClose }: AcknowledgeDialogProps) {
  const { state } = useGuardian();
  const at = useGuardianAt();
  const status = lastStatus(state);
  const kill = status && killFile(status);
  // If a kill was waiting when the dialog opened and is no longer waiting, somebody acknowledged it elsewhere (law 5).
  const waited = useFirstKnown(status && killWaits(status) ? true : null);
  const words = waited && kill === 'none' ? 'The kill was acknowledged while this dialog was open' : null;
  const overtaken = useOvertaken(words, 'acknowledge', state);
  return (
    <GuardianDialog
      action="acknowledge"
      person={person}
      host={status?.host ?? at.host}
      perform={(reason) => acknowledgeKill(at, reason)}
      blocked={
        kill === 'there' && state.kind === 'confirmed' ? 'Delete the KILL file on the host first.' : null
      }
      {...overtaken}
      ledTo={(now) => !killWaits(now)}
      onDone={onDone}
      onClose={onClose}
    >
      {() => (
        <>
          <DialogHost state={state} />
          <p className="mt-2">
            Acknowledging ends Operator Override and nothing else: Core stays stopped, the policy stays
            locked, and Safe Mode stays on until you exit it.
          </p>
          {kill === 'there' && (
            <>
              <p className="mt-2 font-medium">
                <span>
                  {state.kind === 'confirmed'
                    ? 'The KILL file still exists.'
                    : 'The KILL file existed when the Guardian was last read.'}
                </span>{' '}
                Delete it on the host, as administrator; the Guardian notices within 5 seconds.
              </p>
              <CommandOf name="deleteKill" status={status} />
            </>
          )}
          {kill === 'none' && (
            <p className="mt-2 font-medium">
              The Guardian says that there is no kill to acknowledge. It will refuse.
            </p>
          )}
        </>
      )}
    </GuardianDialog>
  );
}
