import { lastStatus, modeWords, type ModeState } from '../../guardian/mode';
import { formatDuration } from '../../lib/time';
import { UserText } from '../../ui/user-text';

/** Which host an action is about, and what is known of it now. */
export function DialogHost({ state }: { state: ModeState }) {
  const status = lastStatus(state);
  if (!status) {
    return (
      <p className="mt-2">
        Host: <b>not known</b>. The Guardian {state.kind === 'checking' ? 'is being read' : 'cannot be read'}.
      </p>
    );
  }
  const ago = state.kind === 'unknown' && state.last ? state.last.ageMs : null;
  return (
    <p className="mt-2">
      Host{' '}
      <b>
        <UserText text={status.host} />
      </b>
      , mode {modeWords[status.mode]}
      {ago === null ? '.' : ` as last confirmed ${formatDuration(ago)} ago.`}
    </p>
  );
}
