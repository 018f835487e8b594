import type { GatewayRecord, LeakedCall } from '../../../core/ports/gateways';
import type {
  Agent,
  AuditRecord,
  KeptAnswer,
  Person,
  Session,
  SwitchState,
  Tenant,
} from '../../../core/ports/records';
import type { OutboxMessage } from '../../../core/ports/store';
import { flag, integer, integerOrNull, text, textOrNull, type Row } from './connection';

export const toTenant = (row: Row): Tenant => ({
  id: text(row['id']),
  name: text(row['name']),
  displayName: text(row['display_name']),
});

export const toPerson = (row: Row): Person => ({
  id: text(row['id']),
  tenantId: text(row['tenant_id']),
  email: text(row['email']),
  fullName: text(row['full_name']),
  role: text(row['role']),
  active: flag(row['active']),
  passwordHash: text(row['password_hash']),
  createdAt: integer(row['created_at']),
});

export const toAgent = (row: Row): Agent => ({
  id: text(row['id']),
  tenantId: text(row['tenant_id']),
  name: text(row['name']),
  keyHash: text(row['key_hash']),
  revoked: flag(row['revoked']),
  host: textOrNull(row['host']),
});

export const toSession = (row: Row): Session => ({
  tokenHash: text(row['token_hash']),
  personId: text(row['person_id']),
  tenantId: text(row['tenant_id']),
  expiresAt: integer(row['expires_at']),
});

export const toKeptAnswer = (row: Row): KeptAnswer => ({
  fingerprint: text(row['fingerprint']),
  status: integer(row['status']),
  body: text(row['body']),
  at: integer(row['kept_at']),
});

export const toSwitchState = (row: Row): SwitchState => {
  const actorId = textOrNull(row['actor_id']);
  return {
    epoch: integer(row['epoch']),
    engaged: flag(row['engaged']),
    reason: reasonOf(row),
    actor:
      actorId === null
        ? null
        : { id: actorId, email: textOrNull(row['actor_email']), name: textOrNull(row['actor_name']) },
    changedAt: integerOrNull(row['changed_at']),
    requestId: textOrNull(row['request_id']),
    eventHash: textOrNull(row['event_hash']),
  };
};

export function reasonOf(row: Row): string | null {
  const json = textOrNull(row['reason']);
  return json === null ? null : String(JSON.parse(json));
}

export const toAuditRecord = (row: Row): AuditRecord => ({
  seq: integer(row['seq']),
  id: text(row['id']),
  timestamp: integer(row['timestamp']),
  action: text(row['action']),
  agentId: text(row['agent_id']),
  decision: text(row['decision']),
  text: text(row['row_text']),
  prevHash: text(row['prev_hash']),
  eventHash: text(row['event_hash']),
});

export const toGateway = (row: Row): GatewayRecord => ({
  id: text(row['id']),
  name: text(row['name']),
  lastSeenAt: integer(row['last_seen_at']),
  gone: flag(row['gone']),
  epoch: integerOrNull(row['epoch'] ?? null) ?? 0,
  confirmedAt: integerOrNull(row['confirmed_at'] ?? null),
});

export const toLeakedCall = (row: Row): LeakedCall => ({
  requestId: text(row['request_id']),
  agent: text(row['agent']),
  tool: text(row['tool']),
  allowedAt: integer(row['allowed_at']),
  gateway: text(row['gateway_name']),
});

export const toOutboxMessage = (row: Row): OutboxMessage => ({
  id: text(row['id']),
  tenantId: text(row['tenant_id']),
  body: text(row['body']),
  createdAt: integer(row['created_at']),
  tries: integer(row['tries']),
});
