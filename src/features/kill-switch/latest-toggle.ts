import type { AuditRow, KillSwitchStatus } from '../../api/schemas';
import { operatorOf, reasonOf } from '../../api/toggle-rows';
import { elapsedMs, type Instant } from '../../lib/clock';
import { parseTimestamp } from '../../lib/time';
import type { StatusAnswer } from './derive-state';

/** Who brought the switch into its present state, when and why, and where that stands. */
export type LatestToggle = {
  source: 'status' | 'audit' | 'nowhere';
  /** ms since the epoch on the server's clock. */
  at: number | null;
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

const actionOf = { engaged: 'kill_switch_engaged', disengaged: 'kill_switch_disengaged' } as const;

const text = (value: string | null | undefined) => (value?.trim() ? value : null);

/**
 * The running Aegis tells neither time nor operator in its status: then they come from the newest row of the audit log,
 * provided it is of the kind that led here; if it is not, the row of this toggle has not arrived yet.
 * @param toggles merged rows, newest first
 */
export function describeLatest(status: KillSwitchStatus, toggles: readonly AuditRow[]): LatestToggle {
  const at = parseTimestamp(status.engaged_at);
  const by = text(status.engaged_by);
  const reason = text(status.reason);
  if (status.status === 'engaged' && (at !== null || by !== null)) {
    return { source: 'status', at, by, reason, key: text(status.engaged_at) };
  }
  const row = toggles[0];
  if (row?.action !== actionOf[status.status])
    return { source: 'nowhere', at: null, by: null, reason, key: null };
  return {
    source: 'audit',
    at: parseTimestamp(row.timestamp),
    by: operatorOf(row),
    reason: reason ?? reasonOf(row),
    key: row.id,
  };
}
