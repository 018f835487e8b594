import { DEMO_AGENTS } from '../../core/demo/people';

/** The demo's agents, the gateways that their calls go through, and the calls that each agent makes. */

export const AGENT_NAMES = DEMO_AGENTS;
export type AgentName = (typeof AGENT_NAMES)[number];

/** A gateway reads the state of its tenant again this often (the seed: every worker sees a toggle within 5 seconds). */
export const READ_EVERY_MS = 5_000;

export interface Gateway {
  readonly name: string;
  /** Its own moment within the five seconds, in ms. */
  readonly readsAt: number;
}

export const gateways: readonly Gateway[] = [
  { name: 'gateway-a', readsAt: 800 },
  { name: 'gateway-b', readsAt: 2_500 },
  { name: 'gateway-c', readsAt: 4_200 },
];

/** The billing agent begins to repeat its refunds this long after the demo was opened. */
export const LOOP_AFTER_MS = 10_000;

export interface Stream {
  readonly agent: AgentName;
  readonly everyMs: number;
  /** The smallest and the largest refund of a call, in dollars. */
  readonly refund?: readonly [least: number, most: number];
  /** Only after the agent has got into its loop. */
  readonly inLoop?: true;
}

export const streams: readonly Stream[] = [
  { agent: 'billing-agent', everyMs: 2_400, refund: [8, 40] },
  { agent: 'billing-agent', everyMs: 340, refund: [60, 140], inLoop: true },
  { agent: 'inbox-agent', everyMs: 1_100 },
  { agent: 'research-agent', everyMs: 1_700 },
];
