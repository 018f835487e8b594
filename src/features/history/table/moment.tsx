import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import { formatLocal, formatUtc, toTheSecond } from '../../../lib/time';
import { RecordedTime } from '../../../ui/recorded';
import { isFuture } from '../loading/server-clock';

/** Without the zone, because UTC stands below it. */
const local = new Intl.DateTimeFormat(undefined, toTheSecond);

/**
 * When a row was written: the person's own time, and UTC below it unless that is the same. `now` is the present moment on
 * the server's clock (ms).
 */
export function Moment({ row, now }: { row: AuditRow; now: number }) {
  const ms = timeOf(row);
  if (ms === null) return <RecordedTime timestamp={row.timestamp} />;
  const isUtc = formatLocal(ms).endsWith('UTC');
  return (
    <time dateTime={new Date(ms).toISOString()}>
      <span>{isUtc ? formatLocal(ms) : local.format(ms)}</span>
      {isFuture(row, now) && <span className="italic"> (in the future)</span>}
      {!isUtc && <span className="block text-meta text-muted">{formatUtc(ms)}</span>}
    </time>
  );
}
