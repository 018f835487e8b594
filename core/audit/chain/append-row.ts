import type { ChainHead, AuditRecord } from '../../ports/records';
import type { Transaction } from '../../ports/store';
import { sealRecord } from './chain';

const NO_AGENT = '00000000-0000-0000-0000-000000000000';

/** What the audit chain records besides the two kinds of toggle. */
export type AuditAction =
  | 'kill_switch_engaged'
  | 'kill_switch_disengaged'
  | 'kill_switch_refused'
  | 'kill_switch_effect'
  | 'sign_in_locked'
  | 'person_added'
  | 'person_role_changed'
  | 'person_password_changed'
  | 'person_disabled'
  | 'person_enabled'
  | 'agent_added'
  | 'agent_revoked'
  | 'signing_key_registered'
  | 'signing_key_rotated'
  | 'guardian_key_registered'
  | 'guardian_approval'
  | 'guardian_approval_refused'
  | 'guardian_kill'
  | 'guardian_mode_changed'
  | 'guardian_kill_acknowledged'
  | 'guardian_policy_reset'
  | 'guardian_core_rolled_back'
  | 'guardian_log_went_back'
  | 'guardian_host_removed'
  | 'restored';

export interface RowFacts {
  id: string;
  action: AuditAction;
  requestId: string;
  metadata: Record<string, unknown>;
  decision?: 'allow' | 'deny';
}

/** Never before the row that it follows: a clock that was set back must not reorder the history. */
const timeOfRow = (now: number, head: ChainHead | null): number =>
  head === null ? now : Math.max(now, head.timestamp + 1);

/** Seals a row into the chain of the transaction's tenant. */
export async function appendRow(tx: Transaction, facts: RowFacts): Promise<AuditRecord> {
  const head = await tx.head();
  const record = sealRecord(
    {
      id: facts.id,
      timestamp: new Date(timeOfRow(tx.now, head)).toISOString(),
      tenant_id: tx.tenant.id,
      agent_id: NO_AGENT,
      action: facts.action,
      tool: '',
      decision: facts.decision ?? 'allow',
      reason: '',
      metadata_json: facts.metadata,
      request_id: facts.requestId,
    },
    head,
  );
  await tx.append(record);
  return record;
}
