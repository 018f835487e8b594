import { Findings, Report } from '../../../action/report';
import { actionWords } from '../../../guardian/action-words';
import { EventReadBack } from '../../../guardian/event-read-back';
import type { SentAction } from '../../../guardian/events';
import type { ModeState } from '../../../guardian/mode';
import { useFirstKnown } from '../../../lib/take-in';
import { UserText } from '../../../ui/user-text';
import { modeFinding, type ModeAction } from './mode-finding';

type ActionReportProps = { action: ModeAction; sent: SentAction; state: ModeState; onClose: () => void };

/**
 * What is read back after the server accepted an action. It stays until it is closed, because it is the operator's evidence.
 */
export function ActionReport({ action, sent, state, onClose }: ActionReportProps) {
  // Once confirmed, the finding stays: what somebody does later is another change.
  const newest = modeFinding(action, sent, state);
  const finding = useFirstKnown(newest.tone === 'success' ? newest : null) ?? newest;
  return (
    <Report
      name="Proof"
      tone={finding.tone}
      title={`Accepted: ${actionWords[action].request}.`}
      onClose={onClose}
    >
      <Findings findings={[finding]} />
      <EventReadBack sent={sent} />
      <p className="mt-1">
        Your reason: <UserText text={sent.reason} />
      </p>
    </Report>
  );
}
