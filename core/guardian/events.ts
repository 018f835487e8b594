import { refuse, type Reply } from '../http/reply';
import type { GuardianState, LoggedEvent } from './state';

export const EVENTS_KEPT = 200;
const PREFIX = 'evt-';

const serialOf = ({ id }: LoggedEvent): number => Number(id.slice(PREFIX.length));

export interface NewEvent extends Omit<LoggedEvent, 'id' | 'timestamp'> {
  /** ms since the epoch. */
  at: number;
}

/** Adds an event. Two hundred are kept. Requests of agents are removed first, so that they never push out what people did. */
export function logEvent(guardian: GuardianState, { at, ...event }: NewEvent): void {
  const id = `${PREFIX}${String(guardian.nextEvent++).padStart(6, '0')}`;
  guardian.events.push({ id, timestamp: new Date(at).toISOString(), ...event });
  if (guardian.events.length <= EVENTS_KEPT) return;
  const request = guardian.events.findIndex(({ kind }) => kind === 'capability_request');
  guardian.events.splice(Math.max(request, 0), 1);
}

/**
 * Newest first. With `before`, only events that are older than the one with that id, even if that one is gone. An
 * invalid id is refused with 400.
 */
export function listEvents(
  guardian: GuardianState,
  limit: number,
  before: string | null,
): LoggedEvent[] | Reply {
  if (before !== null && !/^evt-\d{6,12}$/.test(before)) return refuse(400, 'unknown_event');
  const end = before === null ? Infinity : Number(before.slice(PREFIX.length));
  const older = guardian.events.filter((event) => serialOf(event) < end);
  return older.toReversed().slice(0, limit);
}
