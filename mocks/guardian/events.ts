import { refuse } from '../reply';
import type { GuardianState, LoggedEvent } from './state';

const KEPT = 200;
const PREFIX = 'evt-';

const serialOf = ({ id }: LoggedEvent): number => Number(id.slice(PREFIX.length));

export interface NewEvent extends Omit<LoggedEvent, 'id' | 'timestamp'> {
  /** ms since the epoch. */
  at: number;
}

/** Adds an event. Two hundred are kept; agents' requests go first, so that they never wash out what people did. */
export function logEvent(guardian: GuardianState, { at, ...event }: NewEvent): void {
  const id = `${PREFIX}${String(guardian.nextEvent++).padStart(6, '0')}`;
  guardian.events.push({ id, timestamp: new Date(at).toISOString(), ...event });
  if (guardian.events.length <= KEPT) return;
  const request = guardian.events.findIndex(({ kind }) => kind === 'capability_request');
  guardian.events.splice(Math.max(request, 0), 1);
}

/** Newest first; only those older than the event `before`, which may be gone by now. Throws 400 for what is no id. */
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

/** Agents ask for something every seven seconds: writes down what they asked for, and got, until `until` (ms). */
export function logRequests(guardian: GuardianState, until: number): void {
  const { mode, requestsUntil: from } = guardian;
  const asked = Math.floor((until - from) / EVERY_MS);
  if (asked <= 0) return;
  // After a long sleep, only those that are kept.
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
