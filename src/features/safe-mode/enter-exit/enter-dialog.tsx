import { enterSafeMode } from '../../../api/guardian/guardian-actions';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { GuardianDialog } from '../../../guardian/guardian-dialog';
import type { SentAction } from '../../../guardian/events';
import { lastConfirmed, lastStatus, modeOf, NO_GUARDIAN, type ModeState } from '../../../guardian/mode';
import { formatDuration } from '../../../lib/time';
import type { Person } from '../../../stores/session';
import { UserText } from '../../../ui/user-text';
import { ledTo } from './mode-finding';
import { useOvertaking } from './use-overtaking';

type EnterDialogProps = {
  person: Person;
  state: ModeState;
  onDone: (sent: SentAction) => void;
  onClose: () => void;
};

export function EnterDialog({ person, state, onDone, onClose }: EnterDialogProps) {
  const overtaking = useOvertaking('enter', state);
  const at = useGuardianAt();
  const host = lastStatus(state)?.host ?? at.host;
  return (
    <GuardianDialog
      action="enter"
      person={person}
      host={host}
      perform={(reason) => enterSafeMode(at, reason)}
      {...overtaking}
      ledTo={ledTo('enter')}
      onDone={({ sent }) => onDone(sent)}
      onClose={onClose}
    >
      {() => <Consequences state={state} host={host} />}
    </GuardianDialog>
  );
}

/** F7 §2 and §4. */
function Consequences({ state, host }: { state: ModeState; host: string | null }) {
  return (
    <>
      <p className="mt-2 rounded-control bg-sunken p-3">
        Now:{' '}
        <span>
          <Now state={state} />
        </span>
        .
        <span>
          {state.kind === 'unknown' &&
            ' The mode is unknown. You can still enter Safe Mode: it only stops more.'}
        </span>
      </p>
      <p className="mt-2">
        Stops the agents of{' '}
        <span>
          {host === null ? (
            'the host'
          ) : (
            <span>
              host <UserText text={host} />
            </span>
          )}
        </span>
        :
      </p>
      <ul className="mt-2 list-disc space-y-1 pl-6">
        <li>
          AI planning and execution, shell commands, self-upgrade and file writes stop; files are read-only.
        </li>
        <li>Network access is blocked, except to local diagnostic endpoints.</li>
        <li>The profile is forced to PROFILE-SAFE, and cannot be changed.</li>
        <li>
          Viewing logs, exporting diagnostics, verifying integrity, policy reset and rollback stay possible.
        </li>
        <li>Only ADMIN may exit Safe Mode again: a governed step with three checks and a signed record.</li>
      </ul>
    </>
  );
}

function Now({ state }: { state: ModeState }) {
  switch (state.kind) {
    case 'checking':
      return <b>Checking…</b>;
    case 'absent':
      return <b>{NO_GUARDIAN}</b>;
    case 'confirmed':
      return (
        <span key={state.kind}>
          <b>{modeOf(state.answer)}</b>, last confirmed <span>{formatDuration(state.ageMs)}</span> ago
        </span>
      );
    case 'unknown':
      return (
        <span key={state.kind}>
          <b>Unknown</b> — <span>{lastConfirmed(state.last)}</span>
        </span>
      );
  }
}
