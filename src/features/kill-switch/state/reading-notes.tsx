import { matchTenant } from '../../../api/http/tenant';
import { formatDuration } from '../../../lib/time';
import { Timestamp } from '../../../ui/timestamp';
import type { StatusAnswer } from '../../../switch/derive-state';

const CLOCK_NOTICE_MS = 120_000;

/** Notes on the answer itself: clocks that differ, and a tenant id that is partly redacted. */
export function ReadingNotes({ answer, tenantId }: { answer: StatusAnswer; tenantId: string }) {
  const ahead = answer.serverTime === null ? 0 : answer.askedAt.wall - answer.serverTime;
  return (
    <>
      {Math.abs(ahead) >= CLOCK_NOTICE_MS && (
        <p>
          This device’s clock is <span>{formatDuration(Math.abs(ahead))}</span>{' '}
          <span>{ahead > 0 ? 'ahead of' : 'behind'}</span> the server’s. Times shown here are the server’s.
        </p>
      )}
      {matchTenant(answer.data.tenant_id, tenantId) === 'partly' && (
        <p>The server redacted a number in the tenant id of its answer; the rest of it is this tenant’s.</p>
      )}
    </>
  );
}

/** Only on paper, where ages do not count on: when the newest answer that is shown was read. */
export function PrintedReading({ answer }: { answer: StatusAnswer }) {
  return (
    <p className="mt-2 hidden print:block">
      Read at <Timestamp ms={answer.serverTime ?? answer.askedAt.wall} />.
    </p>
  );
}
