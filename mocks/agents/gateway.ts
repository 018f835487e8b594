import type { Call } from './calls';
import { READ_EVERY_MS, type Gateway } from './fleet';

/** From this time on (ms since the epoch) it is on, or off. */
export interface Change {
  at: number;
  on: boolean;
}

/** What decides about the calls of a tenant's agents: each list oldest first. */
export interface World {
  /** The kill switch, which the gateways read. */
  engaged: readonly Change[];
  /** Any mode but NORMAL, which the Guardian enforces on the host itself. */
  safeMode: readonly Change[];
}

export type Outcome = 'allowed' | 'refused' | 'denied';

export interface Verdict {
  outcome: Outcome;
  /** The time of the toggle that the gateway went by, or null when it knew of none. */
  toggledAt: number | null;
}

/** The newest change until `at`, or undefined. */
function lastChange(changes: readonly Change[], at: number): Change | undefined {
  return changes.findLast((change) => change.at <= at);
}

/** When the gateway last read the state before `at` (both ms). */
export function lastReadAt({ readsAt }: Gateway, at: number): number {
  return Math.floor((at - readsAt) / READ_EVERY_MS) * READ_EVERY_MS + readsAt;
}

/** Whether the gateway refuses calls at `at`: it goes by what it last read. */
export function refusesAt(gateway: Gateway, { engaged }: World, at: number): boolean {
  return lastChange(engaged, lastReadAt(gateway, at))?.on ?? false;
}

/** The Guardian denies at once what Safe Mode forbids. Everything else is the gateway's decision. */
export function judge({ gateway, at }: Call, world: World): Verdict {
  const known = lastChange(world.engaged, lastReadAt(gateway, at));
  const toggledAt = known?.at ?? null;
  if (known?.on) return { outcome: 'refused', toggledAt };
  return { outcome: lastChange(world.safeMode, at)?.on ? 'denied' : 'allowed', toggledAt };
}
