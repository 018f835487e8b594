import type { Me } from '../api/audit/toggle-rows';
import { RecordedOperator, RecordedText, RecordedTime } from '../ui/recorded';
import { isMine, type LatestToggle } from './latest-toggle';

/** Who toggled, when and why, in one sentence, as far as the server says. */
export function LatestToggleWords({ latest, me }: { latest: LatestToggle | null; me: Me }) {
  if (latest?.source === 'unreadable')
    return <p key="unreadable">By whom and when is not known. The audit log cannot be read.</p>;
  if (latest === null || latest.source === 'nowhere')
    return <p key="nowhere">By whom and when is not yet in the audit log.</p>;
  return (
    <p>
      By <RecordedOperator operator={latest.by} you={isMine(latest, me)} />
      {latest.timestamp !== null && (
        <span>
          {' '}
          at <RecordedTime timestamp={latest.timestamp} />
        </span>
      )}
      <span>. Reason: </span>
      <RecordedText text={latest.reason} />
    </p>
  );
}
