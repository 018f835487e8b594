import type { AuditRow, KillSwitchStatus } from '../../api/schemas';
import { operatorOf, reasonOf } from '../../api/toggle-rows';
import { elapsedMs, type Instant } from '../../lib/clock';
import { parseTimestamp } from '../../lib/time';
import type { StatusAnswer } from './derive-state';
import { CLOCK_SLACK_MS } from './read-back';

/** Who brought the switch into its present state, when and why, and where that stands. */
export type LatestToggle = {
  source: 'status' | 'audit' | 'nowhere';
  /** ms since the epoch on the server's clock. */
  at: number | null;
  /** The time as it came, also when it is none (without a zone, for one); null when there is none. */
  timestamp: string | null;
  by: string | null;
  reason: string | null;
  /** Names this very engagement, so that a later one can be told from it; null when nothing names it. */
  key: string | null;
};

/**
 * How long ago that was, in ms; null when no time is recorded. On the server's clock, so that a wrong device clock does
 * not count into it.
 */
export function timeSince(latest: LatestToggle, answer: StatusAnswer, now: Instant): number | null {
  if (latest.at === null) return null;
  return (answer.serverTime ?? answer.askedAt.wall) + elapsedMs(answer.askedAt, now) - latest.at;
}

/** Whether both tell the same of the same toggle. */
export function sameToggle(one: LatestToggle | null, other: LatestToggle | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const actionOf = { engaged: 'kill_switch_engaged', disengaged: 'kill_switch_disengaged' } as const;

const text = (value: string | null | undefined) => (value?.trim() ? value : null);

/**
 * The running Aegis tells neither time nor operator in its status: then they come from the newest row of the audit log,
 * provided it is of the kind that led here and not older than a reading of the state before; otherwise the row of this
 * toggle has not arrived yet, and an earlier person's name must not stand in for it.
 * @param toggles merged rows, newest first
 * @param changedAfter the server's clock when the state was last read as another, ms; null when it never was
 */
export function describeLatest(
  status: KillSwitchStatus,
  toggles: readonly AuditRow[],
  changedAfter: number | null = null,
): LatestToggle {
  const timestamp = text(status.engaged_at);
  const at = parseTimestamp(timestamp);
  const by = text(status.engaged_by);
  const reason = text(status.reason);
  if (status.status === 'engaged' && (timestamp !== null || by !== null)) {
    return { source: 'status', at, timestamp, by, reason, key: timestamp };
  }
  const row = toggles[0];
  const wroteAt = row && parseTimestamp(row.timestamp);
  const earlier = changedAfter !== null && wroteAt != null && wroteAt < changedAfter - CLOCK_SLACK_MS;
  if (row?.action !== actionOf[status.status] || earlier)
    return { source: 'nowhere', at: null, timestamp: null, by: null, reason, key: null };
  return {
    source: 'audit',
    at: parseTimestamp(row.timestamp),
    timestamp: text(row.timestamp),
    by: operatorOf(row),
    reason: reason ?? reasonOf(row),
    key: row.id,
  };
}
