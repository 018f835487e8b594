import { NEWEST_EVENTS } from '../api/guardian/guardian-actions';
import { judge, useReadings, type Known } from '../api/http/reading';
import type { GuardianEvents } from '../api/guardian/recovery-schemas';
import { elapsedMs } from '../lib/clock';
import { useNow } from '../ui/use-now';
import { UserText } from '../ui/user-text';
import { askedSince } from '../api/http/asked-since';
import { reachBack, type SentAction } from './events';
import { useEvents } from './use-events';
import { useOwnEvent } from './use-own-event';

/** Events may appear later than the action. After this many ms the console says so. */
const PATIENCE_MS = 10_000;

/** Whether the Guardian's own log contains the action, and how to quote it. */
export function EventReadBack({ sent }: { sent: SentAction }) {
  const now = useNow();
  const event = useOwnEvent(sent);
  const correlationId = sent.correlationId ?? event?.correlation_id ?? null;
  const log = judge(useReadings(useEvents()), now);
  const patient = elapsedMs(sent.settledAt, now) < PATIENCE_MS;
  return (
    <>
      <p>
        {event
          ? 'In the Guardian’s event log.'
          : patient
            ? 'Waiting for the event log…'
            : whyNotFound(sent, log)}
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

/** "Not found" does not mean "absent": a log that could not be read, or not far enough, says nothing (law 12). */
function whyNotFound(
  { correlationId, eventsBefore, settledAt }: SentAction,
  log: Known<GuardianEvents>,
): string {
  if (log.kind !== 'confirmed' || !askedSince(log.answer, settledAt))
    return 'The event log could not be read. Keep the ids below.';
  const { items } = log.answer.data;
  return (
    eventsBefore ? reachBack(items, eventsBefore) : correlationId !== null && items.length < NEWEST_EVENTS
  )
    ? 'Not yet in the event log. Keep the ids below until it is.'
    : 'The event log was not read far enough back to tell. Keep the ids below.';
}
