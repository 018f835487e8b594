import type { AuditRow, KillSwitchStatus } from '../api/schemas';
import { isMe, isMyToggle, operatorShown, reasonOf, type Me } from '../api/audit/toggle-rows';
import type { Instant } from '../lib/clock';
import { parseTimestamp } from '../lib/time';
import type { StatusAnswer, SwitchState } from './derive-state';
import { CLOCK_SLACK_MS } from './doubt';
import { serverNow, type Watch } from './watch';

/** Who brought the switch into its present state, when and why, and where that stands. */
export type LatestToggle = {
  /** `nowhere`: neither the status nor the audit log says. `unreadable`: the status does not, and the log could not be read. */
  source: 'status' | 'audit' | 'nowhere' | 'unreadable';
  /** ms since the epoch on the server's clock. */
  at: number | null;
  /** The time as it came, also when it is none (without a zone, for one); null when there is none. */
  timestamp: string | null;
  /** What the record says, where this console had read the present state before that: it began then at the latest. */
  datedLater: string | null;
  by: string | null;
  reason: string | null;
  /** Names this very engagement, so that a later one can be told from it; null when nothing names it. */
  key: string | null;
  /** The audit row that says so. */
  row: AuditRow | null;
};

/** What of the audit log tells of it: merged rows, newest first, and whether some could not be read. */
type Rows = { rows: readonly AuditRow[]; failures: readonly unknown[] };
type Seen = Pick<Watch, 'changedAfter' | 'firstReadAt'>;

/** How long ago that was, in ms; null when no time is recorded. On the server's clock, so that a wrong device clock does not count. */
export function timeSince(latest: LatestToggle, answer: StatusAnswer, now: Instant): number | null {
  return latest.at === null ? null : serverNow(answer, now) - latest.at;
}

/** Whether the signed-in person did it. */
export function isMine({ row, by }: LatestToggle, me: Me): boolean {
  return row ? isMyToggle(row, me) : isMe(by, me);
}

/** Whether both tell the same of the same toggle. */
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
 * The running Aegis tells neither time nor operator in its status: then they come from the newest row of the audit log,
 * provided it is of the kind that led here and not older than a reading of the state before; otherwise the row of this
 * toggle has not arrived yet, and an earlier person's name must not stand in for it. Rows can be dated late: the state began at
 * the latest when this console first read it.
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

/** `Date` has whole seconds: the first reading may be so much newer than it says. */
const WHOLE_SECOND_MS = 999;

/** When it began: as recorded, but never later than the first own reading of it. */
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

/** Whether a row says that the switch was disengaged since: then the present engagement is another one. */
function wasLifted(rows: Rows['rows'], since: number): boolean {
  return rows.some(
    ({ action, timestamp }) => action === actionOf.disengaged && (parseTimestamp(timestamp) ?? 0) > since,
  );
}
