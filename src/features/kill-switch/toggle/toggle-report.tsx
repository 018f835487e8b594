import { useState } from 'react';
import { toneOf } from '../../../action/finding';
import { Findings, Report } from '../../../action/report';
import type { Me } from '../../../api/audit/toggle-rows';
import type { ToggleAction } from '../../../api/kill-switch';
import type { AuditRow } from '../../../api/schemas';
import { elapsedMs } from '../../../lib/clock';
import { useTakeIn } from '../../../lib/take-in';
import {
  AUDIT_PATIENCE_MS,
  ownRow,
  rowFindings,
  stateFinding,
  type SentToggle,
} from '../../../switch/read-back';
import { useToggles } from '../../../switch/toggle-context';
import { effectOfToggle } from '../../../switch/toggle-evidence';
import { useSwitchState, useToggleHistory } from '../../../switch/use-kill-switch';
import { reduceReport, sentOf, type WatchedToggle } from '../../../switch/toggles';
import { useNow } from '../../../ui/use-now';
import { UserText } from '../../../ui/user-text';
import { PropagationStrip } from './propagation-strip';

/** How long a toggle is polled quickly for its effect and its audit row. */
const WATCH_MS = 3 * AUDIT_PATIENCE_MS;

const titles: Record<SentToggle['answer'], (action: ToggleAction) => string> = {
  accepted: (action) => `The server accepted the ${action} request`,
  lost: (action) => `The answer to the ${action} request was lost; what was read since:`,
  refused: (action) => `The server refused the ${action} request; what was read since:`,
};

/** What is read back after a toggle. It stays until it is closed, because it is the operator's evidence. */
export function ToggleReport({ report: stored, me }: { report: WatchedToggle; me: Me }) {
  const { dispatch } = useToggles();
  const now = useNow();
  const [storedRow, storeRow] = useState<AuditRow | null>(null);
  const sent = sentOf(stored);
  const complete = stored.effect === 'took-effect' && storedRow !== null;
  const quick = !complete && elapsedMs(sent.settledAt, now) < WATCH_MS;
  const { state } = useSwitchState({ quick });
  const { rows, failures } = useToggleHistory({ quick });

  const read = { type: 'read-for-report', effect: effectOfToggle(sent.action, sent, state) } as const;
  const { effect } = useTakeIn(stored, reduceReport(stored, read), () => dispatch(read));
  // Only the request id is proof. Until a row with it is found, a better match may come.
  const found = storedRow?.request_id === sent.requestId ? storedRow : (ownRow(sent, rows) ?? storedRow);
  const row = useTakeIn(storedRow, found, storeRow);
  const findings = [
    stateFinding(sent, effect),
    ...rowFindings(sent, row, me, { now, unreadable: failures.length > 0 }),
  ];
  return (
    <Report
      name="Result of your request"
      tone={toneOf(findings)}
      title={titles[sent.answer](sent.action)}
      above={
        sent.action === 'engage' &&
        state.kind === 'engaged' && <PropagationStrip since={sent.settledAt} now={now} />
      }
      onClose={() => dispatch({ type: 'close-report' })}
    >
      <Findings findings={findings} />
      <p className="mt-1">
        Your reason: <UserText text={sent.reason} />
      </p>
      <p className="text-muted">
        Request <span>{sent.requestId}</span>
      </p>
    </Report>
  );
}
