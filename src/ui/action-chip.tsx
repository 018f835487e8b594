import { StateIcon } from './state-icon';
import { UserText } from './user-text';

const chip =
  'inline-flex items-center gap-2 whitespace-nowrap rounded-full border px-2.5 text-meta leading-5 font-medium';

/** The two known actions in words; any other action as it was sent. */
export function ActionChip({ action }: { action: string }) {
  if (action === 'kill_switch_engaged') {
    return (
      <span key={action} className={`${chip} border-danger text-engaged`}>
        <StateIcon state="engaged" className="size-4" /> Engaged
      </span>
    );
  }
  if (action === 'kill_switch_disengaged') {
    return (
      <span key={action} className={`${chip} border-clear text-clear`}>
        <StateIcon state="disengaged" className="size-4" /> Disengaged
      </span>
    );
  }
  return (
    <span className={`${chip} border-line`}>
      <UserText text={action} />
    </span>
  );
}
