import { useState } from 'react';
import type { ToggleAction } from '../../../api/kill-switch';
import type { AuditRow } from '../../../api/schemas';
import type { Me } from '../../../api/audit/toggle-rows';
import { elapsedMs } from '../../../lib/clock';
import { Button } from '../../../ui/button';
import { Message, type MessageTone } from '../../../ui/message';
import { useNow } from '../../../ui/use-now';
import { UserText } from '../../../ui/user-text';
import { PropagationStrip } from './propagation-strip';
import {
  AUDIT_PATIENCE_MS,
  ownRow,
  rowFindings,
  stateFinding,
  type SentToggle,
  type Finding,
} from '../../../switch/read-back';
import { useSwitchState, useToggleHistory } from '../../../switch/use-kill-switch';

/** How long an accepted toggle is watched closely for its effect and its audit row. */
const WATCH_MS = 3 * AUDIT_PATIENCE_MS;

const titles: Record<SentToggle['answer'], (action: ToggleAction) => string> = {
  accepted: (action) => `The server accepted the ${action} request`,
  lost: (action) => `The answer to the ${action} request was lost; what was read since:`,
  refused: (action) => `The server refused the ${action} request; what was read since:`,
};
const gravity: Finding['tone'][] = ['danger', 'warning', 'info', 'success'];

type ToggleReportProps = { toggle: SentToggle; me: Me; onClose: () => void };

/** What is read back after an accepted toggle. It stays until it is closed: it is the operator's evidence. */
export function ToggleReport({ toggle, me, onClose }: ToggleReportProps) {
  const now = useNow();
  // Once confirmed it stays confirmed: what somebody does later is another change, told elsewhere.
  const [confirmed, setConfirmed] = useState<Finding | null>(null);
  const [row, setRow] = useState<AuditRow | null>(null);
  const quick = (!confirmed || !row) && elapsedMs(toggle.settledAt, now) < WATCH_MS;
  const { state } = useSwitchState({ quick });
  const { rows, failures } = useToggleHistory({ quick });

  // Only the request id is proof; until then a better row may come.
  const found = row?.request_id === toggle.requestId ? row : (ownRow(toggle, rows) ?? row);
  if (found !== row) setRow(found);
  const read = confirmed ?? stateFinding(toggle, state);
  if (read.tone === 'success' && !confirmed) setConfirmed(read);
  const findings = [read, ...rowFindings(toggle, found, me, { now, unreadable: failures.length > 0 })];

  const tone: MessageTone =
    gravity.find((grave) => findings.some((finding) => finding.tone === grave)) ?? 'info';
  return (
    <section aria-label="Result of your request">
      {toggle.action === 'engage' && state.kind === 'engaged' && (
        <PropagationStrip since={toggle.settledAt} now={now} />
      )}
      <Message tone={tone} title={titles[toggle.answer](toggle.action)}>
        <ul className="mt-1 list-disc pl-5">
          {findings.map(({ tone: finding, text }) => (
            <li key={text} className={finding === 'danger' ? 'font-semibold text-danger' : ''}>
              <span role={finding === 'danger' || finding === 'warning' ? 'alert' : undefined}>
                <UserText text={text} />
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-1">
          Your reason: <UserText text={toggle.reason} />
        </p>
        <p className="text-muted">
          Request <span>{toggle.requestId}</span>
        </p>
        <div className="mt-2 print:hidden">
          <Button onClick={onClose}>Close this report</Button>
        </div>
      </Message>
    </section>
  );
}
