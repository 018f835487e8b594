import { UserText } from '../../../ui/user-text';
import type { History } from '../loading/use-history';
import { describeIncident } from './incident-words';
import type { Incident } from './incidents';

/** Has the switch been engaged before? When, by whom, for how long, and why? */
export function Summary({ incidents, history }: { incidents: readonly Incident[]; history: History }) {
  const { rows, complete, failures, foreign, unreadable } = history;
  const [newest] = incidents;
  if (newest) {
    return (
      <p className="mt-4">
        <b>
          <span>{incidents.length}</span> incident<span>{incidents.length === 1 ? '' : 's'}</span>
          <span>{complete ? '.' : ' so far.'}</span>
        </b>{' '}
        The newest: <UserText text={describeIncident(newest)} />
      </p>
    );
  }
  if (rows.length > 0 || !complete || failures.length > 0 || foreign + unreadable > 0) return null;
  return (
    <div className="mt-4">
      <p className="font-medium">No kill-switch activations recorded.</p>
      <p className="text-muted">Healthy. The audit chain will record the first engagement when it happens.</p>
    </div>
  );
}
