import { useState } from 'react';
import { actionWords } from '../../../guardian/action-words';
import { EventReadBack } from '../../../guardian/event-read-back';
import type { SentAction } from '../../../guardian/events';
import type { Finding } from '../../../guardian/finding';
import type { ModeState } from '../../../guardian/mode';
import { Button } from '../../../ui/button';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { modeFinding, type ModeAction } from './mode-finding';

type ActionReportProps = { action: ModeAction; sent: SentAction; state: ModeState; onClose: () => void };

/** What is read back after the server took an action. It stays until it is closed: it is the operator's evidence. */
export function ActionReport({ action, sent, state, onClose }: ActionReportProps) {
  // Once confirmed it stays confirmed: what somebody does later is another change.
  const [confirmed, setConfirmed] = useState<Finding | null>(null);
  const { tone, text } = confirmed ?? modeFinding(action, sent, state);
  if (tone === 'success' && !confirmed) setConfirmed({ tone, text });
  return (
    <section aria-label="Result of your request">
      <Message tone={tone} title={`The server accepted the request ${actionWords[action].request}`}>
        <p
          role={tone === 'danger' || tone === 'warning' ? 'alert' : undefined}
          className={tone === 'danger' ? 'font-semibold text-danger' : ''}
        >
          <UserText text={text} />
        </p>
        <EventReadBack sent={sent} />
        <p className="mt-1">
          Your reason: <UserText text={sent.reason} />
        </p>
        <div className="mt-2 print:hidden">
          <Button onClick={onClose}>Close this report</Button>
        </div>
      </Message>
    </section>
  );
}
