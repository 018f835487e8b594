import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { Aged } from '../../../api/http/reading';
import { formatDuration, parseTimestamp } from '../../../lib/time';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';
import { conditionName } from '../known-codes';

type StatusFactsProps = {
  status: GuardianStatus;
  /** The answer that contained the status, while it is current. */
  current: Aged<GuardianStatus> | null;
};

/** Why the host is in this mode, since when, and for how long. */
export function StatusFacts({ status, current }: StatusFactsProps) {
  const lasting = current && lastingMs(status, current);
  const since = status.since?.trim() ? status.since : null;
  return (
    <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
      <div className="min-w-0">
        <dt className="text-meta text-muted">Why</dt>
        <dd>
          <Why status={status} />
        </dd>
      </div>
      <div className="min-w-0">
        <dt className="text-meta text-muted">Since</dt>
        <dd>
          <RecordedTime timestamp={since} />{' '}
          {/* A line of its own: it changes every second, and what is below must not move. */}
          <span className="block font-semibold">{lasting !== null && `for ${formatDuration(lasting)}`}</span>
        </dd>
      </div>
    </dl>
  );
}

function Why({ status }: { status: GuardianStatus }) {
  const { mode, entry_conditions: conditions } = status;
  if (!conditions) return <RecordedText text={null} />;
  const active = [...new Set(conditions.filter((item) => item.active).map(({ code }) => code))];
  if (active.length > 0) {
    return (
      <ul>
        {active.map((code) => (
          <li key={code}>
            <UserText text={conditionName(code, status) ?? code} />
          </li>
        ))}
      </ul>
    );
  }
  return <span>{`No entry condition is active${meanings[mode]}.`}</span>;
}

/** The meaning when no entry condition is active. */
const meanings: Record<GuardianMode, string> = {
  NORMAL: '',
  SAFE: ': an operator entered it. The event log has the reason',
  OPERATOR_OVERRIDE: ' any more: the KILL file is gone, and the kill waits to be acknowledged',
};

/** `Date` has whole seconds: a mode that has just begun may be so much newer than it. */
const WHOLE_SECOND_MS = 999;

/** How long the mode has lasted, by the server's clock, ms; null when the times do not show it. */
function lastingMs({ since }: GuardianStatus, { answer, ageMs }: Aged<GuardianStatus>): number | null {
  const began = parseTimestamp(since);
  if (began === null || answer.serverTime === null) return null;
  const ms = answer.serverTime + ageMs - began;
  return ms < -WHOLE_SECOND_MS ? null : Math.max(0, ms);
}
