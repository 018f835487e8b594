import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import type { SentAction } from '../../../guardian/events';
import { matchName } from '../../../guardian/recorded-name';
import { jsonOf } from '../../../lib/show-json';
import { clip, isRedacted } from '../../../lib/text';
import type { Person } from '../../../stores/session';
import { signedText } from './verify-record';

const PLAN_CLASS = 'SYSTEM-LEVEL PLAN';
/** The longest quotation in a sentence. The record shows the whole text. */
const LONGEST = 300;

/** What is wrong with a record, whoever made it (INV-OPER-6). */
export function recordFaults(record: ApprovalRecord): string[] {
  const required = ['correlation_id', 'operator', 'reason', 'policy_hash', 'key_id'] as const;
  const empty = required.filter((name) => record[name].trim() === '');
  return [
    ...(record.plan_class === PLAN_CLASS
      ? []
      : [`Its plan class is “${clip(record.plan_class, LONGEST)}”, not ${PLAN_CLASS}.`]),
    ...(empty.length > 0 ? [`It is empty where it must not be: ${empty.join(', ')}.`] : []),
  ];
}

/** Where the record of an exit differs from the request (law 2). Redacted text is not compared. */
export function requestDifferences(record: ApprovalRecord, sent: SentAction, me: Person): string[] {
  const { operator, reason } = record;
  return [
    ...(reason === sent.reason || isRedacted(reason)
      ? []
      : [`It has another reason than yours: “${clip(reason, LONGEST)}”.`]),
    ...(matchName(operator, me) === 'foreign'
      ? [`It names another operator than you: “${clip(operator, LONGEST)}”.`]
      : []),
  ];
}

/** Why it is not known whether the record of one's own exit names the signed-in person; null when it is known. */
export function whyNotCompared({ operator }: ApprovalRecord, me: Person): string | null {
  if (operator.trim() === '' || matchName(operator, me) !== 'untold') return null;
  return isRedacted(operator)
    ? 'Whether it names you was not compared: the server redacted the operator.'
    : 'Whether it names you was not compared: the operator is recorded in a form in which you are not known here.';
}

/** Whether two records are the same: everything that is signed, and the signature. */
export function isSameRecord(a: ApprovalRecord, b: ApprovalRecord): boolean {
  return a === b || (a.signature === b.signature && textOf(a) === textOf(b));
}

/** Made once for each record, because the page around it renders every second. */
const texts = new WeakMap<ApprovalRecord, string>();

function textOf(record: ApprovalRecord): string {
  const text = texts.get(record) ?? writtenOf(record);
  texts.set(record, text);
  return text;
}

/** A record without a canonical text is identified by its own id, in addition to its signature. */
function writtenOf(record: ApprovalRecord): string {
  try {
    return signedText(record);
  } catch {
    return jsonOf(record) ?? record.correlation_id;
  }
}
