import { eventId, serialOf, type NewEvent } from '../../core/guardian/events';
import type { LoggedEvent } from '../../core/guardian/state';

export const EVENTS_KEPT = 200;

/** A host's log of events. */
export interface EventList {
  /** Oldest first. */
  events: LoggedEvent[];
  nextEvent: number;
}

/** Adds an event. Two hundred are kept. Requests of agents are removed first, so that they never push out what people did. */
export function logEvent(list: EventList, { at, ...event }: NewEvent): LoggedEvent {
  const logged = { id: eventId(list.nextEvent++), timestamp: new Date(at).toISOString(), ...event };
  list.events.push(logged);
  if (list.events.length <= EVENTS_KEPT) return logged;
  const request = list.events.findIndex(({ kind }) => kind === 'capability_request');
  list.events.splice(Math.max(request, 0), 1);
  return logged;
}

/** Newest first. With `before`, only events that are older than the one with that id, even if that one is gone. */
export function listEvents({ events }: EventList, limit: number, before: string | null): LoggedEvent[] {
  const end = before === null ? Infinity : serialOf(before);
  return events
    .filter(({ id }) => serialOf(id) < end)
    .toReversed()
    .slice(0, limit);
}
