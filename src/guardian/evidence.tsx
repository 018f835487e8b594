import { UserText } from '../ui/user-text';
import { EventReadBack } from './event-read-back';
import type { SentAction } from './events';

/** The operator's reason, the ids to quote, and whether the Guardian's log contains the action. */
export function Evidence({ sent }: { sent: SentAction }) {
  return (
    <div className="mt-2">
      <p>
        Your reason: <UserText text={sent.reason} />
      </p>
      <EventReadBack sent={sent} />
    </div>
  );
}
