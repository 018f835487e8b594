import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import { isMe, isMyToggle, operatorShown, reasonOf, type Me } from '../api/audit/toggle-rows';
import type { Instant } from '../lib/clock';
import { parseTimestamp } from '../lib/time';
import type { StatusAnswer, SwitchState } from './derive-state';
import { CLOCK_SLACK_MS } from './doubt';
import { serverNow, type Watch } from './watch';

/** Who brought the switch into its present state, when and why, and where that is recorded. */
export type LatestToggle = {
  /**
   * `nowhere`: neither the status nor the audit log says it. `unreadable`: the status does not say it, and the log could not
   * be read.
   */
  source: 'status' | 'audit' | 'nowhere' | 'unreadable';
  /** ms since the epoch on the server's clock. */
  at: number | null;
  /** The time as it was sent, even when it is not valid (for example without a zone); null when there is none. */
  timestamp: string | null;
  /**
   * The recorded time, if this console had read the present state before that time: then the state began no later than that
   * reading. Otherwise null.
   */
  datedLater: string | null;
  by: string | null;
  reason: string | null;
  /** Identifies this engagement, to tell it from a later one; null when nothing identifies it. */
  key: string | null;
  /** The audit row with these facts. */
  row: AuditRow | null;
};

/** Facts from the audit log: merged rows, newest first, and the failures to read some. */
type Rows = { rows: readonly AuditRow[]; failures: readonly unknown[] };
type Seen = Pick<Watch, 'changedAfter' | 'firstReadAt'>;

/**
 * How long ago the toggle was, in ms; null when no time is recorded. It uses the server's clock, so a wrong device clock
 * does no harm.
 */
export function timeSince(latest: LatestToggle, answer: StatusAnswer, now: Instant): number | null {
  return latest.at === null ? null : serverNow(answer, now) - latest.at;
}

/** Whether the signed-in person toggled. */
export function isMine({ row, by }: LatestToggle, me: Me): boolean {
  return row ? isMyToggle(row, me) : isMe(by, me);
}

/** Whether both say the same about the same toggle. */
export function sameToggle(one: LatestToggle | null, other: LatestToggle | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const actionOf = { engaged: 'kill_switch_engaged', disengaged: 'kill_switch_disengaged' } as const;

const text = (value: string | null | undefined) => (value?.trim() ? value : null);

/** Who brought the switch into its present state; null while that state is not known. */
export function latestToggle(state: SwitchState, rows: Rows, seen: Seen): LatestToggle | null {
  if (state.kind !== 'engaged' && state.kind !== 'disengaged') return null;
  return describeLatest(state.answer.data, rows, seen);
}

/**
 * The status of the running Aegis names neither time nor operator. Then both come from the newest row of the audit log. That
 * row must be of the right kind, and not older than a reading of the previous state. Otherwise the row of this toggle has
 * not arrived yet, and an earlier person's name must not be shown for it. A row may have a time that is too late: the state
 * began no later than this console first read it.
 */
export function describeLatest(status: KillSwitchStatus, { rows, failures }: Rows, seen: Seen): LatestToggle {
  const timestamp = text(status.engaged_at);
  const by = text(status.engaged_by);
  const reason = text(status.reason);
  if (status.status === 'engaged' && (timestamp !== null || by !== null)) {
    return { source: 'status', ...began(timestamp, rows, seen), by, reason, key: timestamp, row: null };
  }
  const row = rows[0];
  const wroteAt = row && parseTimestamp(row.timestamp);
  const earlier =
    seen.changedAfter !== null && wroteAt != null && wroteAt < seen.changedAfter - CLOCK_SLACK_MS;
  if (row?.action !== actionOf[status.status] || earlier) {
    const source = failures.length > 0 ? 'unreadable' : 'nowhere';
    const nothing = { at: null, timestamp: null, datedLater: null, by: null, key: null, row: null };
    return { source, ...nothing, reason };
  }
  const said = { by: operatorShown(row), reason: reason ?? reasonOf(row), key: row.id, row };
  return { source: 'audit', ...began(text(row.timestamp), rows, seen), ...said };
}

/** `Date` has whole seconds: the first reading may be later than its `Date` by this much. */
const WHOLE_SECOND_MS = 999;

/** When the state began: the recorded time, but never later than this console's first reading of it. */
function began(timestamp: string | null, rows: Rows['rows'], { firstReadAt }: Seen) {
  const at = parseTimestamp(timestamp);
  if (
    at === null ||
    firstReadAt === null ||
    at <= firstReadAt + WHOLE_SECOND_MS ||
    wasLifted(rows, firstReadAt)
  )
    return { at, timestamp, datedLater: null };
  return { at: firstReadAt, timestamp: new Date(firstReadAt).toISOString(), datedLater: timestamp };
}

/** Whether a row says that the switch was disengaged since then. In that case the present engagement is a different one. */
function wasLifted(rows: Rows['rows'], since: number): boolean {
  return rows.some(
    ({ action, timestamp }) => action === actionOf.disengaged && (parseTimestamp(timestamp) ?? 0) > since,
  );
}
