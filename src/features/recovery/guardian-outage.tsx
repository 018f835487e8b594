import { explainError } from '../../api/errors/explain-error';
import { CommandOf } from '../../guardian/host/command-of';
import { lastStatus, type ModeState } from '../../guardian/mode';
import { useSession } from '../../stores/session';
import { ErrorMessage } from '../../ui/error-message';
import { actionFacts, recoveryActions } from './checklist/recovery-actions';

/** What still works on the host when this page cannot reach its Guardian (INV-OPER-3, F7 §3). */
export function GuardianOutage({ state }: { state: ModeState }) {
  const { session } = useSession();
  // Another part of the page asks for a session that has ended. A 401 of the Guardian alone counts as an outage here.
  if (state.kind !== 'unknown' || state.cause !== 'failed' || session.phase === 'expired') return null;
  const status = lastStatus(state);
  return (
    <section aria-labelledby="guardian-outage" className="card mt-5">
      <h2 id="guardian-outage" className="text-heading font-semibold">
        If the Guardian cannot be reached
      </h2>
      <ErrorMessage
        words={explainError(state.error, 'safe-mode')}
        note="The buttons below may fail. On the host, run:"
      />
      <ul className="mt-4 grid gap-4 md:grid-cols-2">
        {recoveryActions.map((action) => {
          const { command, requires, doing } = actionFacts[action];
          return (
            <li key={action}>
              <b className="inline-block first-letter:uppercase">{doing}</b>{' '}
              <span className="text-muted">
                requires <span>{requires}</span>
              </span>
              <CommandOf name={command} status={status} />
            </li>
          );
        })}
        <li>
          <b>Stop Core</b> <span className="text-muted">requires an administrator</span>
          <CommandOf name="createKill" status={status} />
        </li>
        <li>
          <b>Leave Safe Mode</b> <span className="text-muted">requires your approval</span>
          <CommandOf name="exitSafe" status={status} />
        </li>
      </ul>
    </section>
  );
}
