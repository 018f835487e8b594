import type { AuditRow } from '../api/schemas';
import { timeOf } from '../api/audit/toggle-rows';
import type { Instant } from '../lib/clock';
import type { Doubt, StatusAnswer, SwitchState } from './derive-state';
import { serverNow, type Watch } from './watch';

/** The newest row of each kind; null when there is none, or none was read. */
export type NewestRows = { engage: AuditRow | null; disengage: AuditRow | null };

/** The clocks of the servers behind one Aegis may differ by this much. */
export const CLOCK_SLACK_MS = 5_000;

/** What is known in addition to the reading. */
export type Beside = {
  watch: Watch;
  /** Null until both kinds were read. */
  rows: NewestRows | null;
  /** A service worker stands between this page and the server. */
  controlled: boolean;
};

/** Returns `state`. If it says Disengaged and something contradicts that, the state is unknown, with the reason. */
export function withDoubt(
  state: SwitchState,
  { watch, rows, controlled }: Beside,
  now: Instant,
): SwitchState {
  if (state.kind !== 'disengaged') return state;
  const { answer, ageMs } = state;
  const doubt = controlled
    ? ({ by: 'controlled' } as const)
    : (doubtOfAcceptance(answer, watch, rows) ?? doubtOfRows(answer, watch, rows, now));
  if (!doubt) return state;
  return { kind: 'unknown', cause: 'contradicted', doubt, error: null, last: { answer, ageMs } };
}

function doubtOfAcceptance(answer: StatusAnswer, { accepted }: Watch, rows: NewestRows | null): Doubt | null {
  if (!accepted) return null;
  const releasedAt = rows?.disengage ? timeOf(rows.disengage) : null;
  if (releasedAt !== null && releasedAt >= accepted.at) return null;
  return {
    by: 'engage-accepted',
    at: accepted.at,
    reading: answer.askedAt.mono < accepted.settledAt.mono,
  };
}

function doubtOfRows(
  answer: StatusAnswer,
  watch: Watch,
  rows: NewestRows | null,
  now: Instant,
): Doubt | null {
  const row = rows && newestEngage(rows);
  if (!row) return null;
  const at = timeOf(row);
  const seen = watch.releasedUntil !== null && (at === null || at <= watch.releasedUntil);
  return seen || isYounger(row, answer, now) ? null : { by: 'toggle-row', row };
}

/** The newest engage row, if it is newer than every disengage row; otherwise null, also when the times do not show it. */
function newestEngage({ engage, disengage }: NewestRows): AuditRow | null {
  if (!engage || !disengage) return engage;
  const [at, releasedAt] = [timeOf(engage), timeOf(disengage)];
  return at !== null && (releasedAt === null || at > releasedAt) ? engage : null;
}

/** Whether the row was written after the reading, and not in the future: then a reading made now may show it. */
export function isYounger(row: AuditRow, answer: StatusAnswer, now: Instant): boolean {
  const at = timeOf(row);
  if (at === null || answer.serverTime === null) return false;
  return at > answer.serverTime && at <= serverNow(answer, now) + CLOCK_SLACK_MS;
}
