import { DEMO_AGENTS } from '../../core/demo/people';

/** The demo's agents, the gateways that their calls go through, and the calls that each agent makes. */

export const AGENT_NAMES = DEMO_AGENTS;
export type AgentName = (typeof AGENT_NAMES)[number];

export const GATEWAY_NAMES = ['gateway-a', 'gateway-b', 'gateway-c'] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** The billing agent begins to repeat its refunds this long after the demo was opened. */
export const LOOP_AFTER_MS = 10_000;

export interface Stream {
  readonly agent: AgentName;
  readonly everyMs: number;
  readonly tool: string;
  /** The smallest and the largest refund of a call, in dollars. */
  readonly refund?: readonly [least: number, most: number];
  /** Only after the agent has got into its loop. */
  readonly inLoop?: true;
}

export const streams: readonly Stream[] = [
  { agent: 'billing-agent', everyMs: 2_400, tool: 'issue_refund', refund: [8, 40] },
  { agent: 'billing-agent', everyMs: 340, tool: 'issue_refund', refund: [60, 140], inLoop: true },
  { agent: 'inbox-agent', everyMs: 1_100, tool: 'answer_mail' },
  { agent: 'research-agent', everyMs: 1_700, tool: 'search_web' },
];
