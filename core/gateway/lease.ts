import { agentHost, type AgentHost } from '../hosts/judge-host';
import type { BeatAnswer, KnownSwitch } from '../ports/gateways';

/** The lengths of a lease that are allowed, in ms. */
const LEASE_MS = { least: 1_000, most: 4_000 };

/** How far wall clock and monotonic clock may drift apart: one second, less the ms to which the wall clock is rounded. */
const SUSPENSION_MS = 999;

/** One moment on both clocks of a process, in ms. The monotonic one may stand still while the machine is suspended. */
export interface Moment {
  monotonic: number;
  wall: number;
}

export interface LeaseRules {
  leaseMs: number;
  suspensionMs: number;
}

export interface KnownAgent {
  tenantId: string;
  name: string;
  /** Null when it belongs to no host. */
  host: AgentHost | null;
}

/** The newest that a gateway knows. */
export interface KnownState {
  /** When the newest beat was sent that came back and gave a lease; null before the first. */
  asked: Moment | null;
  /** By tenant. An epoch never goes back. */
  switches: ReadonlyMap<string, KnownSwitch>;
  /** By the SHA-256 of the agent's key. */
  agents: ReadonlyMap<string, KnownAgent>;
}

export const NOTHING_KNOWN: KnownState = { asked: null, switches: new Map(), agents: new Map() };

/** A lease of at most 4 s and a drift of at most 1 s are together the 5 s that are promised. */
export function leaseRules(leaseMs: number): LeaseRules {
  if (!(leaseMs >= LEASE_MS.least && leaseMs <= LEASE_MS.most)) {
    throw new RangeError(`The lease must be ${LEASE_MS.least} to ${LEASE_MS.most} ms, not ${leaseMs}.`);
  }
  return { leaseMs, suspensionMs: SUSPENSION_MS };
}

/** Whether the newest answer is young enough to hand a call over now. */
export function holdsLease({ asked }: KnownState, now: Moment, rules: LeaseRules): boolean {
  if (asked === null) return false;
  const age = now.monotonic - asked.monotonic;
  const drift = Math.abs(now.wall - asked.wall - age);
  return age >= 0 && age <= rules.leaseMs && drift <= rules.suspensionMs;
}

/**
 * What is known after the answer to the beat that was sent at `asked`. Answers may come late and in any order. A newer epoch
 * is always taken. Only an answer that was asked for later, and that does not go back, gives a new lease.
 */
export function learn(known: KnownState, asked: Moment, answer: BeatAnswer): KnownState {
  const switches = new Map(known.switches);
  for (const read of answer.switches) {
    if (isNewer(read, switches.get(read.tenantId))) switches.set(read.tenantId, read);
  }
  const late = known.asked !== null && asked.monotonic <= known.asked.monotonic;
  if (late || goesBack(known, answer)) return { ...known, switches };
  return { asked, switches, agents: agentsIn(answer) };
}

function agentsIn({ agents, hosts, now }: BeatAnswer): Map<string, KnownAgent> {
  const byName = new Map(hosts.map((host) => [`${host.tenantId} ${host.name}`, host]));
  const hostOf = (tenantId: string, name: string | null) =>
    name === null ? null : agentHost(name, byName.get(`${tenantId} ${name}`), now);
  return new Map(
    agents.map(({ keyHash, tenantId, name, host }) => [
      keyHash,
      { tenantId, name, host: hostOf(tenantId, host) },
    ]),
  );
}

/**
 * Whether the answer is older than what is known already, or of another history: a store that was restored from a backup, or
 * a replica. The next engage in such a store may have a number that is known already, so its answers give no lease.
 */
export function goesBack({ switches }: KnownState, answer: BeatAnswer): boolean {
  const read = new Map(answer.switches.map((one) => [one.tenantId, one]));
  return [...switches.values()].some((known) => {
    const now = read.get(known.tenantId);
    return !now || now.epoch < known.epoch || (now.epoch === known.epoch && now.engaged !== known.engaged);
  });
}

/** Two states with one epoch are of two histories. Then the engaged one counts. */
function isNewer(read: KnownSwitch, known: KnownSwitch | undefined): boolean {
  if (!known || read.epoch > known.epoch) return true;
  return read.epoch === known.epoch && read.engaged && !known.engaged;
}
