import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { askedSince } from '../../../api/http/asked-since';
import type { SentAction } from '../../../guardian/events';
import { useEvents } from '../../../guardian/use-events';
import { useFirstKnown } from '../../../lib/take-in';
import type { LogReading } from './reset-steps';

/** Whether the log records a start of the Guardian after an event. `events` are newest first. */
export function startedAfter(event: GuardianEvent, events: readonly GuardianEvent[]): boolean {
  const place = events.findIndex(({ id }) => id === event.id);
  return events.slice(0, Math.max(place, 0)).some(({ outcome }) => /^(RE)?STARTED\b/i.test(outcome ?? ''));
}

/**
 * Whether a start of the Guardian was recorded after the action. The answer stays true when newer events push that start out
 * of the newest part of the log.
 */
export function useRestart(event: GuardianEvent | null): boolean {
  const { data } = useEvents();
  const started = event !== null && data !== undefined && startedAfter(event, data.data.items);
  return useFirstKnown(started || null) ?? false;
}

/** Whether the event log was read after the action was sent. */
export function useLogReading({ settledAt }: SentAction): LogReading {
  const { data, error } = useEvents();
  if (error !== null) return 'failed';
  return data && askedSince(data, settledAt) ? 'read' : 'not-yet';
}
