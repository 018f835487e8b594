import { RecordedTime } from '../../../ui/recorded';
import { timeSince } from '../../../switch/latest-toggle';
import { inFuture, type EngagedProps } from './in-future';

/** What is not known about the engagement, and where the rest of it comes from. */
export function EngagedNotes(engaged: EngagedProps) {
  const { latest, answer, now } = engaged;
  if (latest?.source === 'unreadable')
    return <p key="unreadable">When and by whom is not known. The audit log cannot be read.</p>;
  if (latest === null || latest.source === 'nowhere')
    return <p key="nowhere">When and by whom is not yet in the audit log.</p>;
  const { timestamp, datedLater, source } = latest;
  const missing =
    timeSince(latest, answer, now) === null
      ? timestamp
        ? 'For how long is not known. '
        : 'The time is not recorded. '
      : inFuture(timestamp, engaged) && 'The recorded time is in the future. ';
  return (
    <p>
      <span>{missing}</span>
      {datedLater !== null && (
        <span>
          <span>
            {inFuture(datedLater, engaged)
              ? 'The recorded time is in the future: '
              : 'The record is dated later: '}
          </span>
          <RecordedTime timestamp={datedLater} />. This console read Engaged before that.{' '}
        </span>
      )}
      {source === 'audit' && <span>Time and operator are from the audit log.</span>}
    </p>
  );
}
