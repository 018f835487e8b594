import type { Call } from './calls';
import { AGENT_NAMES, LOOP_AFTER_MS, type AgentName } from './fleet';

/** `denied`: the gateway allowed it, and the Guardian denied it on the host. */
export type Outcome = 'allowed' | 'refused' | 'denied';

export interface Mark {
  id: string;
  outcome: Outcome;
}

/** What became of the calls of a tenant's agents in this visit. */
export interface Tally {
  /** Dollars. */
  paid: number;
  /** How many gateways refuse this tenant's calls. */
  refusing: number;
  /** The newest calls of each agent, oldest first. */
  marks: Record<AgentName, readonly Mark[]>;
}

/** The agents and their gateways, as every page of the demo finds them. Times are ms since the epoch. */
export interface Traffic {
  /** The page that runs them; null when none does. */
  by: string | null;
  /** When the visitor came. */
  since: number;
  /** What happened until then is in the store. */
  until: number;
  /** By tenant. */
  tallies: Record<string, Tally>;
}

const MARKS_KEPT = 24;

export const newTally = (): Tally => ({
  paid: 0,
  refusing: 0,
  marks: { 'billing-agent': [], 'inbox-agent': [], 'research-agent': [] },
});

export const newTraffic = (now: number): Traffic => ({ by: null, since: now, until: now, tallies: {} });

/** The tally with one more call. */
export function countCall(tally: Tally, { id, agent, refund }: Call, outcome: Outcome): Tally {
  const marks = [...tally.marks[agent], { id, outcome }].slice(-MARKS_KEPT);
  const paid = tally.paid + (outcome === 'allowed' ? refund : 0);
  return { ...tally, paid, marks: { ...tally.marks, [agent]: marks } };
}

/** Whether the billing agent repeats its refunds. */
export const isLooping = ({ since, until }: Traffic): boolean => until >= since + LOOP_AFTER_MS;

/** Agents whose newest call had this outcome. */
export const agentsWith = ({ marks }: Tally, outcome: Outcome): AgentName[] =>
  AGENT_NAMES.filter((name) => marks[name].at(-1)?.outcome === outcome);
