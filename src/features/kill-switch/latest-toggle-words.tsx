import { isMe, type Me } from '../../api/toggle-rows';
import { RecordedOperator, RecordedText, RecordedTime } from '../../ui/recorded';
import type { LatestToggle } from './latest-toggle';

/** Who, when and why, in one sentence, as far as the server says. */
export function LatestToggleWords({ latest, me }: { latest: LatestToggle | null; me: Me }) {
  if (latest === null || latest.source === 'nowhere')
    return <p>By whom and when is not yet in the audit log.</p>;
  return (
    <p>
      By <RecordedOperator operator={latest.by} you={isMe(latest.by, me)} />
      {latest.timestamp !== null && (
        <>
          {' '}
          at <RecordedTime timestamp={latest.timestamp} />
        </>
      )}
      . Reason: <RecordedText text={latest.reason} />
    </p>
  );
}
