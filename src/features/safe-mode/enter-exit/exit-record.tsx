import { useMemo } from 'react';
import { recordOf } from '../../../api/guardian/guardian-actions';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { askedSince } from '../../../api/http/asked-since';
import type { SentAction } from '../../../guardian/events';
import { lastAnswer, type ModeState } from '../../../guardian/mode';
import type { Done } from '../../../guardian/use-send-to-guardian';
import { useFirstKnown } from '../../../lib/take-in';
import { jsonTextAt } from '../../../lib/json-text';
import type { Person } from '../../../stores/session';
import { Message } from '../../../ui/message';
import { ApprovalRecordPanel } from '../record/approval-record';
import { isSameRecord, requestDifferences, whyNotCompared } from '../record/record-findings';

type ExitRecordProps = {
  /** The exit that was made here, and the record in its answer. */
  own: Done<ApprovalRecord> | null;
  state: ModeState;
  person: Person;
};

/**
 * The record of the newest exit. The record of this console's own exit is compared with the request, and with what the
 * status has shown since.
 */
export function ExitRecord({ own, state, person }: ExitRecordProps) {
  const answer = lastAnswer(state);
  const status = answer?.data ?? null;
  const named = own ? recordAfter(own.sent, state) : undefined;
  // Once the status has shown this record, a different record later belongs to another exit.
  const matched = useFirstKnown(own && named && isSameRecord(named, own.result) ? true : null) ?? false;
  const record = own && !matched ? own.result : recordOf(status?.last_exit);
  const shownOwn = own !== null && !matched;
  const text = shownOwn ? own.text : (answer?.text ?? '');
  // Memoised, so that a text of a million characters is not searched again every second.
  const source = useMemo(
    () => jsonTextAt(text, shownOwn ? ['data'] : ['data', 'last_exit']),
    [text, shownOwn],
  );
  if (!record && status?.last_exit)
    return (
      <Message tone="danger" title="The approval record of the newest exit is not readable" alert>
        <p>This console cannot show or verify it. Look at it on the host.</p>
      </Message>
    );
  if (!record) return null;
  // What a status says about its own record says nothing about one that it does not show yet.
  const unlogged = !shownOwn && status?.last_exit_in_tenant_log === false;
  const shown = { record, source, unlogged };
  if (!own || !isSameRecord(record, own.result))
    return <ApprovalRecordPanel {...shown} problems={[]} note={null} />;
  const differences = requestDifferences(record, own.sent, person);
  return (
    <ApprovalRecordPanel
      {...shown}
      problems={matched ? differences : [...differences, ...mismatch(named)]}
      note={whyNotCompared(record, person)}
    />
  );
}

/**
 * The newest exit's record, as a status after the action shows it. Null when the status shows none, undefined when no status
 * was read since.
 */
function recordAfter({ host, settledAt }: SentAction, state: ModeState): ApprovalRecord | null | undefined {
  if (state.kind !== 'confirmed' || !askedSince(state.answer, settledAt)) return undefined;
  const { data } = state.answer;
  return (host ?? data.host) === data.host ? recordOf(data.last_exit) : undefined;
}

/** What the status shows instead of the record in the answer to the exit (law 2). */
function mismatch(named: ApprovalRecord | null | undefined): string[] {
  if (named === undefined) return [];
  const shown = named === null ? 'no record' : `another record, ${named.correlation_id},`;
  return [`Guardian’s status shows ${shown} as that of the newest exit.`];
}
