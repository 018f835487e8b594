import type { EventKind, GuardianEvent } from '../api/recovery-schemas';
import type { Instant } from '../lib/clock';

/** An action that was sent, to be found again in the Guardian's events. */
export type SentAction = {
  reason: string;
  kind: EventKind;
  /** The console's request id; the Guardian's own is in the events. */
  requestId: string;
  sentAt: Instant;
  settledAt: Instant;
  /** The Guardian's id of what was done; null when its answer was lost or names none. */
  correlationId: string | null;
  /** Ids of the events that were there before it was sent; null when they had not been read. */
  eventsBefore: ReadonlySet<string> | null;
};

/**
 * The event that this action left behind: by correlation id, else the oldest of its kind that was not there before. Null
 * while there is none, and when nobody knows what was there before.
 */
export function ownEvent(sent: SentAction, events: readonly GuardianEvent[]): GuardianEvent | null {
  if (sent.correlationId !== null) {
    const named = events.filter((event) => event.correlation_id === sent.correlationId);
    return named.find(({ kind }) => kind === sent.kind) ?? named[0] ?? null;
  }
  const before = sent.eventsBefore;
  if (!before) return null;
  return events.filter(({ id, kind }) => kind === sent.kind && !before.has(id)).at(-1) ?? null;
}
