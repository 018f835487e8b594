import { NEWEST_EVENTS } from '../api/guardian/guardian-actions';
import type { EventKind, GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Me } from '../api/audit/toggle-rows';
import type { Instant } from '../lib/clock';
import { isSomebodyElse } from './recorded-name';

/** An action that was sent, to be found again in the Guardian's events. */
export type SentAction = {
  reason: string;
  kind: EventKind;
  /** The host that the operator decided on; null when nobody knew it. */
  host: string | null;
  /** The console's request id; the Guardian's own is in the events. */
  requestId: string;
  settledAt: Instant;
  /** The Guardian's id of what was done; null when its answer was lost or names none. */
  correlationId: string | null;
  /** Ids of the events that were there before it was sent; null when they had not been read. */
  eventsBefore: ReadonlySet<string> | null;
};

type Ids = ReadonlySet<string>;

export const idsOf = (events: readonly GuardianEvent[]): Ids => new Set(events.map(({ id }) => id));

/** How outcomes begin, or go on after a blank or `_`, of what was asked for and not done. */
const NOT_DONE =
  /(?<![a-z])(abort|block|cancel|conflict|declin|den[iy]|error|fail|forbid|not[ _]|refus|reject|time|un(auth|succ))/i;

/** What of a kind was done and was not there before, newest first. A verification that failed was made all the same. */
export function newEvents(events: readonly GuardianEvent[], kind: EventKind, before: Ids): GuardianEvent[] {
  return events.filter(
    (event) =>
      event.kind === kind &&
      !before.has(event.id) &&
      (kind === 'integrity' || !NOT_DONE.test(event.outcome ?? '')),
  );
}

/**
 * The event that this action left behind: by correlation id, else the oldest of its kind that was not there before and may
 * be mine. Null while there is none, and when nobody knows what was there before.
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

/** Whether the newest events go back to those that were there before: only then does none mean that there is none. */
export function reachBack(events: readonly GuardianEvent[], before: Ids): boolean {
  return before.size === 0 ? events.length < NEWEST_EVENTS : events.some(({ id }) => before.has(id));
}
