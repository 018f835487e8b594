import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { CommandOf } from '../../../guardian/host/command-of';
import { HostLink } from '../../../guardian/guardian-at';
import { paths } from '../../../lib/paths';
import { UserText } from '../../../ui/user-text';
import type { Cause } from './causes';

/** Far more than F7 knows. A server may name thousands. */
const MOST = 20;

type CauseListProps = {
  causes: readonly Cause[];
  status: GuardianStatus;
  /** Whether the status is current. Only then is it known that nothing is left. */
  current: boolean;
};

/** Each cause, what clears it, and the command for the host that does. */
export function CauseList({ causes, status, current }: CauseListProps) {
  if (causes.length === 0) {
    const cleared = current && status.entry_conditions != null;
    return (
      <p className="mt-1 text-muted">
        {cleared ? 'Nothing is left to clear.' : 'Not known: step 2 shows what blocks the exit.'}
      </p>
    );
  }
  return (
    <>
      {!current && <p className="mt-1 font-medium text-unknown">As last read:</p>}
      <ul className="mt-1 space-y-3">
        {causes.slice(0, MOST).map(({ code, title, step, command, onRecovery }) => (
          <li key={code}>
            <b>
              <UserText text={title} />.
            </b>{' '}
            <span>{step}</span>
            {command && <CommandOf name={command} status={status} />}
            {onRecovery && (
              <p className="mt-1">
                <HostLink to={paths.recovery}>Open the recovery steps</HostLink>
              </p>
            )}
          </li>
        ))}
        {causes.length > MOST && (
          <li>
            And <span>{causes.length - MOST}</span> more: see “Entry conditions”.
          </li>
        )}
      </ul>
    </>
  );
}
