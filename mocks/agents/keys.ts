import { sha256Hex } from '../../core/audit/chain/chain';
import { DEMO_AGENTS } from '../../core/demo/people';
import type { Agent } from '../../core/ports/records';
import { seededUuid } from '../ids';

/** The key of a tenant's agent. It is public, as the demo's passwords are. */
export const agentKey = (tenantName: string, agent: string): string => `ksa_demo-${tenantName}-${agent}`;

/** The agents of a tenant, as the store keeps them. */
export function agentsOf({ id: tenantId, name: tenantName }: { id: string; name: string }): Agent[] {
  return DEMO_AGENTS.map((name, index) => {
    const keyHash = sha256Hex(agentKey(tenantName, name));
    return {
      id: seededUuid(`agent-${tenantName}`, index),
      tenantId,
      name,
      keyHash,
      revoked: false,
      host: null,
    };
  });
}
