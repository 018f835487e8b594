import type { Effect } from '../action/action-state';
import type { Finding } from '../action/finding';
import type { ToggleAction } from '../api/kill-switch';
import type { AuditRow } from '../api/schemas';
import { isMyToggle, operatorShown, reasonOf, type Me } from '../api/audit/toggle-rows';
import { elapsedMs, type Instant } from '../lib/clock';
import { isRedacted } from '../lib/text';
import { parseTimestamp } from '../lib/time';
import { CLOCK_SLACK_MS } from './doubt';

/** Audit rows may appear seconds after the toggle. After this many ms the console says so. */
export const AUDIT_PATIENCE_MS = 10_000;

/** A toggle that was sent and took effect as far as is known, to be compared with what is read afterwards. */
export type SentToggle = {
  /** Unless it was accepted, only reading can show that it took effect. */
  answer: 'accepted' | 'lost' | 'refused';
  action: ToggleAction;
  reason: string;
  requestId: string;
  sentAt: Instant;
  settledAt: Instant;
  /** The server's clock when it answered, ms since the epoch; null when it did not say. */
  serverTime: number | null;
  /** Ids of the rows of this action that existed before it was sent; null when they had not been read. */
  rowsBefore: ReadonlySet<string> | null;
};

const target = {
  engage: { action: 'kill_switch_engaged', word: 'Engaged', opposite: 'Disengaged' },
  disengage: { action: 'kill_switch_disengaged', word: 'Disengaged', opposite: 'Engaged' },
} as const;

/**
 * The audit row that this toggle wrote: by request id; otherwise the oldest row that did not exist before; otherwise (when
 * it is not known which rows existed before) the newest row. Never a row that is clearly older than the toggle and only
 * appeared late. Null when there is none. Only the request id is proof: a better row may still appear.
 */
export function ownRow(toggle: SentToggle, rows: readonly AuditRow[]): AuditRow | null {
  const ofAction = rows.filter((row) => row.action === target[toggle.action].action);
  const byId = ofAction.find((row) => row.request_id === toggle.requestId);
  if (byId) return byId;
  const { rowsBefore, serverTime, sentAt, settledAt } = toggle;
  const since = (serverTime ?? settledAt.wall) - elapsedMs(sentAt, settledAt) - CLOCK_SLACK_MS;
  const time = (row: AuditRow) => parseTimestamp(row.timestamp);
  if (!rowsBefore) return ofAction.find((row) => (time(row) ?? 0) >= since) ?? null;
  // Without the server's clock the age of a row is not known: this device's clock may be wrong by hours.
  const fits = (row: AuditRow) =>
    !rowsBefore.has(row.id) && (serverTime === null || (time(row) ?? since) >= since);
  return ofAction.findLast(fits) ?? null;
}

/** What reading the state shows about a toggle that was sent (law 2). */
export function stateFinding({ action, answer }: SentToggle, effect: Effect): Finding {
  const accepted = answer === 'accepted';
  const { word, opposite } = target[action];
  switch (effect) {
    case 'unreadable':
    case 'untold':
      return {
        tone: 'warning',
        text: 'Not confirmed. The state could not be read back yet.',
      };
    case 'reading':
      return { tone: 'info', text: 'Reading the state back…' };
    case 'took-effect':
      return { tone: 'success', text: `Confirmed: the switch is ${word.toLowerCase()}.` };
    case 'no-effect':
      return accepted
        ? {
            tone: 'danger',
            text: `The server accepted the request, but its state reads ${opposite}. Watch the state and try again.`,
          }
        : {
            tone: 'warning',
            text: `Not ${word.toLowerCase()} so far. We keep checking.`,
          };
  }
}

/**
 * The audit row of an accepted toggle, compared with who asked and why. If it is missing after 10 s, the finding says how
 * late it is.
 * @param unreadable the audit log could not be read, so it is not known whether there is a row (law 12)
 */
export function rowFindings(
  toggle: SentToggle,
  row: AuditRow | null,
  me: Me,
  { now, unreadable }: { now: Instant; unreadable: boolean },
): Finding[] {
  if (!row && unreadable)
    return [
      {
        tone: 'warning',
        text: 'Not confirmed. The audit log cannot be read: it is not known whether it has a row of this. Keep the request id.',
      },
    ];
  if (!row && toggle.answer !== 'accepted') return [{ tone: 'info', text: 'No audit row of it was read.' }];
  if (!row) {
    return elapsedMs(toggle.settledAt, now) < AUDIT_PATIENCE_MS
      ? [{ tone: 'info', text: 'Waiting for the audit log…' }]
      : [{ tone: 'warning', text: 'Not yet in the audit log. Keep the request id until it is.' }];
  }
  const findings = [operatorFinding(row, me), reasonFinding(toggle.reason, reasonOf(row))];
  return findings.every(({ tone }) => tone === 'success')
    ? [{ tone: 'success', text: 'Logged under your name, with your reason.' }]
    : findings;
}

function operatorFinding(row: AuditRow, me: Me): Finding {
  const operator = operatorShown(row);
  if (operator === null) return { tone: 'danger', text: 'The audit log recorded no operator.' };
  if (isMyToggle(row, me)) return { tone: 'success', text: 'Logged under your name.' };
  if (isRedacted(operator))
    return { tone: 'warning', text: 'The server redacted the operator in its audit log.' };
  const named = `The audit log names ${operator} as the operator`;
  return me.id === null
    ? { tone: 'warning', text: `${named}. The server does not let this console check whether that is you.` }
    : { tone: 'danger', text: `${named}, not you.` };
}

function reasonFinding(sent: string, recorded: string | null): Finding {
  if (recorded === null) {
    return { tone: 'danger', text: 'The server accepted the request but recorded no reason.' };
  }
  if (recorded === sent) return { tone: 'success', text: 'Logged with your reason.' };
  if (isRedacted(recorded))
    return { tone: 'warning', text: 'The server redacted the recorded reason, or a part of it.' };
  return { tone: 'danger', text: `The server recorded another reason than yours: “${recorded}”.` };
}
