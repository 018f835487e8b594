import { Timestamp } from '../../ui/timestamp';
import type { LatestToggle } from './latest-toggle';
import { OperatorName, RecordedReason } from './operator-name';
import type { Me } from './toggle-rows';

/** Who, when and why, in one sentence, as far as the server says. */
export function LatestToggleWords({ latest, me }: { latest: LatestToggle | null; me: Me }) {
  if (latest === null || latest.source === 'nowhere')
    return <p>By whom and when is not yet in the audit log.</p>;
  return (
    <p>
      By <OperatorName operator={latest.by} me={me} />
      {latest.at !== null && (
        <>
          {' '}
          at <Timestamp ms={latest.at} />
        </>
      )}
      . Reason: <RecordedReason reason={latest.reason} />
    </p>
  );
}
