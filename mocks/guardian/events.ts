import { refuse } from '../reply';
import type { GuardianState, LoggedEvent } from './state';

const KEPT = 200;
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
  if (guardian.events.length <= KEPT) return;
  const request = guardian.events.findIndex(({ kind }) => kind === 'capability_request');
  guardian.events.splice(Math.max(request, 0), 1);
}

/**
 * Newest first. With `before`, only events that are older than the one with that id, even if that one is gone. Throws 400
 * for an invalid id.
 */
export function listEvents(guardian: GuardianState, limit: number, before: string | null): LoggedEvent[] {
  if (before !== null && !/^evt-\d{6,12}$/.test(before)) throw refuse(400, 'unknown_event');
  const end = before === null ? Infinity : Number(before.slice(PREFIX.length));
  return guardian.events
    .filter((event) => serialOf(event) < end)
    .toReversed()
    .slice(0, limit);
}

const AGENTS = ['billing-agent', 'inbox-agent', 'research-agent'] as const;
const ORDINARY = ['ai_planning', 'network', 'file_operations'] as const;
const FORBIDDEN = ['shell_execution', 'ai_planning', 'network', 'file_operations', 'self_upgrade'] as const;
const EVERY_MS = 7_000;

/** Agents request something every seven seconds: records these requests and their outcomes until `until` (ms). */
export function logRequests(guardian: GuardianState, until: number): void {
  const { mode, requestsUntil: from } = guardian;
  const asked = Math.floor((until - from) / EVERY_MS);
  if (asked <= 0) return;
  // After a long sleep, only those that would be kept are added.
  for (let index = Math.max(1, asked - KEPT); index <= asked; index++) {
    const at = from + index * EVERY_MS;
    const serial = guardian.nextEvent;
    const wishes = mode === 'NORMAL' ? ORDINARY : FORBIDDEN;
    const capability = wishes[serial % wishes.length] ?? wishes[0];
    const actor = AGENTS[serial % AGENTS.length] ?? AGENTS[0];
    logEvent(guardian, {
      at,
      kind: 'capability_request',
      capability,
      outcome: mode === 'NORMAL' ? 'ALLOWED' : 'DENIED (Safe Mode)',
      actor,
      message: `${actor} asked for ${capability}`,
    });
  }
  guardian.requestsUntil = from + asked * EVERY_MS;
}
