import type { BeatHost, GuardianMode } from '../ports/hosts';

/** A host whose Guardian was not heard of for longer is unknown, in ms. */
export const SILENT_MS = 15_000;

/** The host of an agent, as a gateway learned of it with a beat. */
export interface AgentHost {
  name: string;
  mode: GuardianMode | null;
  /** ms since the epoch, by the Guardian's clock. */
  since: number | null;
  /** ms since the epoch, by the store's clock. */
  lastSeenAt: number | null;
  /** How long it had been silent when the store answered, in ms. */
  silentMs: number;
}

export type HostRefusal = 'host_safe_mode' | 'host_unknown';

/** A host that the store does not have, or has no more, is one that nothing is known of. `now` is the store's clock, in ms. */
export function agentHost(name: string, host: BeatHost | undefined, now: number): AgentHost {
  if (!host) return { name, mode: null, since: null, lastSeenAt: null, silentMs: Infinity };
  const { mode, since, lastSeenAt } = host;
  return { name, mode, since, lastSeenAt, silentMs: lastSeenAt === null ? Infinity : now - lastSeenAt };
}

/**
 * Why calls of this host's agents are refused now; null when they are not. `olderMs` is how long ago the gateway asked the
 * store, which is at least as long ago as the store answered.
 */
export function judgeHost({ mode, silentMs }: AgentHost, olderMs: number): HostRefusal | null {
  if (mode === null || isSilent(silentMs + olderMs)) return 'host_unknown';
  return mode === 'NORMAL' ? null : 'host_safe_mode';
}

export const isSilent = (ms: number): boolean => ms > SILENT_MS;
