import type { ChainedRow } from '../../core/audit/chain/chain';

const NO_AGENT = '00000000-0000-0000-0000-000000000000';
const ENGAGED_ACTION = 'kill_switch_engaged';
const DISENGAGED_ACTION = 'kill_switch_disengaged';

interface ToggleFacts {
  id: string;
  requestId: string;
  tenantId: string;
  engage: boolean;
  /** ms since the epoch. */
  at: number;
  metadata: { actor: string; actor_email?: string; actor_name?: string; reason: string | null };
}

/** The audit row of a toggle, as recorded from the running Aegis, before it is sealed into the chain. */
export function newToggleRow(facts: ToggleFacts): Omit<ChainedRow, 'event_hash' | 'prev_hash'> {
  return {
    tenant_id: facts.tenantId,
    agent_id: NO_AGENT,
    action: facts.engage ? ENGAGED_ACTION : DISENGAGED_ACTION,
    tool: '',
    decision: 'allow',
    reason: '',
    metadata_json: facts.metadata,
    request_id: facts.requestId,
    id: facts.id,
    timestamp: new Date(facts.at).toISOString(),
  };
}
