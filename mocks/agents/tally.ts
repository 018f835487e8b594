import { callsBetween } from './calls';
import { AGENT_NAMES, LOOP_AFTER_MS, type AgentName } from './fleet';
import { judge, type Outcome, type World } from './gateway';

interface Mark {
  id: string;
  outcome: Outcome;
}

export interface AgentTally {
  /** The newest calls, oldest first. */
  marks: readonly Mark[];
  /** Calls refused since the newest Engage that a gateway has seen. */
  refused: number;
}

/** What happened to the agents' calls from the start of the demo until `at` (ms since the epoch). */
export interface Tally {
  startedAt: number;
  at: number;
  /** Dollars. */
  paid: number;
  refused: number;
  /** The time of the Engage that `refused` counts from. */
  engagedAt: number | null;
  agents: Record<AgentName, AgentTally>;
}

const MARKS_KEPT = 24;
/** After a long sleep of the browser only the last hour is counted. */
const LONGEST_MS = 3_600_000;

const nothing: AgentTally = { marks: [], refused: 0 };

export function startTally(startedAt: number): Tally {
  const agents = { 'billing-agent': nothing, 'inbox-agent': nothing, 'research-agent': nothing };
  return { startedAt, at: startedAt, paid: 0, refused: 0, engagedAt: null, agents };
}

/** Whether the billing agent repeats its refunds at `at`. */
export const isLooping = ({ startedAt, at }: Tally): boolean => at >= startedAt + LOOP_AFTER_MS;

/** The tally at `to` (ms), by what the gateways and the Guardian decide about each call until then. */
export function advanceTally(tally: Tally, world: World, to: number): Tally {
  if (to <= tally.at) return tally;
  let { paid, refused, engagedAt } = tally;
  const agents = { ...tally.agents };
  const from = Math.max(tally.at, to - LONGEST_MS);
  for (const call of callsBetween(from, to, tally.startedAt + LOOP_AFTER_MS)) {
    const { outcome, toggledAt } = judge(call, world);
    if (outcome === 'refused' && toggledAt !== engagedAt) {
      engagedAt = toggledAt;
      refused = 0;
      for (const name of AGENT_NAMES) agents[name] = { ...agents[name], refused: 0 };
    }
    const before = agents[call.agent];
    const marks = [...before.marks, { id: call.id, outcome }].slice(-MARKS_KEPT);
    const isRefused = outcome === 'refused' ? 1 : 0;
    agents[call.agent] = { marks, refused: before.refused + isRefused };
    refused += isRefused;
    if (outcome === 'allowed') paid += call.refund;
  }
  return { ...tally, at: to, paid, refused, engagedAt, agents };
}
