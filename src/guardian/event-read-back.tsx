import { elapsedMs } from '../lib/clock';
import { useNow } from '../ui/use-now';
import { UserText } from '../ui/user-text';
import type { SentAction } from './events';
import { useOwnEvent } from './use-own-event';

/** Events may lag behind what was done; after this many ms the console says so. */
const PATIENCE_MS = 10_000;

/** Whether the Guardian's own log shows what was done, and how to quote it. */
export function EventReadBack({ sent }: { sent: SentAction }) {
  const now = useNow();
  const event = useOwnEvent(sent);
  const correlationId = sent.correlationId ?? event?.correlation_id ?? null;
  const patient = elapsedMs(sent.settledAt, now) < PATIENCE_MS;
  return (
    <>
      <p>
        {event
          ? 'It is in the Guardian’s event log.'
          : patient
            ? 'Waiting for the event log to show it…'
            : 'Not yet in the event log. Keep the ids below until it is.'}
      </p>
      <dl className="mt-1 grid gap-x-4 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">Correlation id</dt>
        <dd>{correlationId === null ? 'not named' : <UserText text={correlationId} />}</dd>
        <dt className="text-muted">Request id</dt>
        <dd>
          <UserText text={sent.requestId} />
        </dd>
      </dl>
    </>
  );
}
