import type { ApprovalRecord } from '../../api/recovery-schemas';
import type { SentAction } from '../../guardian/events';
import { isRedacted } from '../../lib/text';
import type { Person } from '../../stores/session';
import { signedText } from './verify-record';

const PLAN_CLASS = 'SYSTEM-LEVEL PLAN';

/** What is wrong with a record whoever made it (INV-OPER-6). */
export function recordFaults(record: ApprovalRecord): string[] {
  const required = ['correlation_id', 'operator', 'reason', 'policy_hash', 'key_id'] as const;
  const empty = required.filter((name) => record[name].trim() === '');
  return [
    ...(record.plan_class === PLAN_CLASS
      ? []
      : [`Its plan class is “${record.plan_class}”, not ${PLAN_CLASS}.`]),
    ...(empty.length > 0 ? [`It is empty where it must not be: ${empty.join(', ')}.`] : []),
  ];
}

/** Where the record of an exit differs from what was asked for (law 2). What the server redacted is not compared. */
export function requestDifferences(record: ApprovalRecord, sent: SentAction, me: Person): string[] {
  const { operator, reason } = record;
  const mine = operator === me.email || (me.id !== null && operator === me.id);
  return [
    ...(reason === sent.reason || isRedacted(reason)
      ? []
      : [`It has another reason than yours: “${reason}”.`]),
    ...(mine || isRedacted(operator) || isRedacted(me.email)
      ? []
      : [`It names another operator than you: “${operator}”.`]),
  ];
}

/** Whether two records are one: everything that is signed, and the signature. */
export function isSameRecord(a: ApprovalRecord, b: ApprovalRecord): boolean {
  return a.signature === b.signature && textOf(a) === textOf(b);
}

function textOf(record: ApprovalRecord): string {
  try {
    return signedText(record);
  } catch {
    return JSON.stringify(record);
  }
}
