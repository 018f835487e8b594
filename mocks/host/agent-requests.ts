import { EVENTS_KEPT, logEvent } from './event-list';
import type { Host } from '../db';

const AGENTS = ['billing-agent', 'inbox-agent', 'research-agent'] as const;
const ORDINARY = ['ai_planning', 'network', 'file_operations'] as const;
const FORBIDDEN = ['shell_execution', 'ai_planning', 'network', 'file_operations', 'self_upgrade'] as const;
const EVERY_MS = 7_000;

/** Agents request something every seven seconds: records these requests and their outcomes until `until` (ms). */
export function logRequests(host: Host, until: number): void {
  const { guardian, requestsUntil: from } = host;
  const { mode } = guardian;
  const asked = Math.floor((until - from) / EVERY_MS);
  if (asked <= 0) return;
  // After a long sleep, only those that would be kept are added.
  for (let index = Math.max(1, asked - EVENTS_KEPT); index <= asked; index++) {
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
  host.requestsUntil = from + asked * EVERY_MS;
}
