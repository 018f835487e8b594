import { useGuardianAt } from '../guardian-at';
import { lastAnswer, modeOf, type ModeState } from '../mode';
import { formatDuration } from '../../lib/time';
import { UserText } from '../../ui/user-text';

/** The host that an action is about, and what is known about it now. */
export function DialogHost({ state }: { state: ModeState }) {
  const answer = lastAnswer(state);
  const { host } = useGuardianAt();
  if (!answer) {
    return (
      <p key="unknown" className="mt-2">
        Host: <b>{host === null ? 'not known' : <UserText text={host} />}</b>. The Guardian{' '}
        <span>{state.kind === 'checking' ? 'is being read' : 'cannot be read'}</span>.
      </p>
    );
  }
  const ago = state.kind === 'unknown' && state.last ? state.last.ageMs : null;
  return (
    <p className="mt-2">
      Host{' '}
      <b>
        <UserText text={answer.data.host} />
      </b>
      , mode <span>{modeOf(answer)}</span>
      <span>{ago === null ? '.' : ` as last confirmed ${formatDuration(ago)} ago.`}</span>
    </p>
  );
}
