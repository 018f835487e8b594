import { isMe, type Me } from '../../api/toggle-rows';
import { RecordedOperator, RecordedText } from '../../ui/recorded';
import { Timestamp } from '../../ui/timestamp';
import type { LatestToggle } from './latest-toggle';

/** Who, when and why, in one sentence, as far as the server says. */
export function LatestToggleWords({ latest, me }: { latest: LatestToggle | null; me: Me }) {
  if (latest === null || latest.source === 'nowhere')
    return <p>By whom and when is not yet in the audit log.</p>;
  return (
    <p>
      By <RecordedOperator operator={latest.by} you={isMe(latest.by, me)} />
      {latest.at !== null && (
        <>
          {' '}
          at <Timestamp ms={latest.at} />
        </>
      )}
      . Reason: <RecordedText text={latest.reason} />
    </p>
  );
}
