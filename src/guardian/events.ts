import { NEWEST_EVENTS } from '../api/guardian/guardian-actions';
import type { EventKind, GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Me } from '../api/audit/toggle-rows';
import type { Instant } from '../lib/clock';
import { isSomebodyElse } from './recorded-name';

/** An action that was sent, with what is needed to find it in the Guardian's events. */
export type SentAction = {
  reason: string;
  kind: EventKind;
  /** The host that the operator decided on; null when it was not known. */
  host: string | null;
  /** The console's request id; the Guardian's own is in the events. */
  requestId: string;
  settledAt: Instant;
  /** The Guardian's id of the action; null when the answer was lost or names none. */
  correlationId: string | null;
  /** Ids of the events that existed before it was sent; null when they had not been read. */
  eventsBefore: ReadonlySet<string> | null;
};

type Ids = ReadonlySet<string>;

export const idsOf = (events: readonly GuardianEvent[]): Ids => new Set(events.map(({ id }) => id));

/** Prefixes that mark an outcome as not carried out, at its beginning or after a blank or `_`. */
const NOT_DONE =
  /(?<![a-z])(abort|block|cancel|conflict|declin|den[iy]|error|fail|forbid|not[ _]|refus|reject|time|un(auth|succ))/i;

/** New events of a kind that were carried out, newest first. A verification that failed was carried out, too. */
export function newEvents(events: readonly GuardianEvent[], kind: EventKind, before: Ids): GuardianEvent[] {
  return events.filter(
    (event) =>
      event.kind === kind &&
      !before.has(event.id) &&
      (kind === 'integrity' || !NOT_DONE.test(event.outcome ?? '')),
  );
}

/**
 * The event of this action: by correlation id, otherwise the oldest new event of its kind that may be this person's. Null
 * when there is none, or when it is not known which events are new.
 */
export function ownEvent(sent: SentAction, me: Me, events: readonly GuardianEvent[]): GuardianEvent | null {
  if (sent.correlationId !== null) {
    const named = events.filter((event) => event.correlation_id === sent.correlationId);
    return named.find(({ kind }) => kind === sent.kind) ?? named[0] ?? null;
  }
  if (!sent.eventsBefore) return null;
  const mine = ({ actor }: GuardianEvent) => !isSomebodyElse(actor, me);
  return newEvents(events, sent.kind, sent.eventsBefore).findLast(mine) ?? null;
}

/** Whether the newest events reach back to those from before. Only then does "not found" mean that there is no such event. */
export function reachBack(events: readonly GuardianEvent[], before: Ids): boolean {
  return before.size === 0 ? events.length < NEWEST_EVENTS : events.some(({ id }) => before.has(id));
}
