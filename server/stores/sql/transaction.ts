import { randomUUID } from 'node:crypto';
import type { HostRecord } from '../../../core/ports/hosts';
import type {
  Agent,
  AuditRecord,
  Frontier,
  KeptAnswer,
  Person,
  Refusals,
  Session,
  SwitchState,
  Tenant,
  Tries,
} from '../../../core/ports/records';
import type { Transaction } from '../../../core/ports/store';
import type { SqlTransactionConnection } from './connection';
import { hostValues, SAVE_HOST } from './hosts';
import { SqlReading } from './reading';
import { sha256Of } from './sha256';

/** Tries are forgotten after so long, in ms, or strangers' guesses would fill the table. */
const FORGET_TRIES_MS = 24 * 3_600_000;

export class SqlTransaction extends SqlReading implements Transaction {
  constructor(
    protected override readonly db: SqlTransactionConnection,
    tenant: Tenant,
    now: number,
  ) {
    super(db, tenant, now);
  }

  async savePerson(person: Person): Promise<void> {
    await this.many(
      `INSERT INTO person (tenant_id, id, email, full_name, role, active, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (tenant_id, id) DO UPDATE SET email = excluded.email, full_name = excluded.full_name,
         role = excluded.role, active = excluded.active, password_hash = excluded.password_hash`,
      person.id,
      person.email,
      person.fullName,
      person.role,
      Number(person.active),
      person.passwordHash,
      person.createdAt,
    );
  }

  async saveAgent(agent: Agent): Promise<void> {
    await this.many(
      `INSERT INTO agent (tenant_id, id, name, key_hash, revoked, host) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, key_hash = excluded.key_hash,
         revoked = excluded.revoked, host = excluded.host`,
      agent.id,
      agent.name,
      agent.keyHash,
      Number(agent.revoked),
      agent.host,
    );
  }

  async saveHost(host: HostRecord): Promise<void> {
    await this.many(SAVE_HOST, ...hostValues(host));
  }

  async saveSession(session: Session): Promise<void> {
    await this.many(`DELETE FROM session WHERE tenant_id = $1 AND expires_at <= $2`, this.now);
    await this.many(
      `INSERT INTO session (tenant_id, token_hash, person_id, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at
         WHERE session.tenant_id = excluded.tenant_id`,
      session.tokenHash,
      session.personId,
      session.expiresAt,
    );
  }

  async endSession(tokenHash: string): Promise<void> {
    await this.many(`DELETE FROM session WHERE tenant_id = $1 AND token_hash = $2`, tokenHash);
  }

  async endSessionsOf(personId: string): Promise<void> {
    await this.many(`DELETE FROM session WHERE tenant_id = $1 AND person_id = $2`, personId);
  }

  async saveTries(email: string, address: string, tries: Tries): Promise<void> {
    await this.many(
      `DELETE FROM sign_in_tries WHERE tenant_id = $1 AND counted_at < $2`,
      this.now - FORGET_TRIES_MS,
    );
    await this.many(
      `INSERT INTO sign_in_tries (tenant_id, whom_sha256, tries, locked_until, counted_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, whom_sha256) DO UPDATE SET tries = excluded.tries,
         locked_until = excluded.locked_until, counted_at = excluded.counted_at`,
      sha256Of(email, address),
      tries.count,
      tries.lockedUntil,
      this.now,
    );
  }

  async saveRefusals(personId: string, refusals: Refusals): Promise<void> {
    await this.many(
      `INSERT INTO refused_toggles (tenant_id, person_id, refusals, recorded_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, person_id) DO UPDATE SET refusals = excluded.refusals,
         recorded_at = excluded.recorded_at`,
      personId,
      refusals.count,
      refusals.recordedAt,
    );
  }

  async keepAnswer(personId: string, requestId: string, answer: KeptAnswer): Promise<void> {
    await this.many(
      `INSERT INTO kept_answer (tenant_id, person_id, request_id, fingerprint, status, body, kept_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (tenant_id, person_id, request_id) DO UPDATE SET fingerprint = excluded.fingerprint,
         status = excluded.status, body = excluded.body, kept_at = excluded.kept_at`,
      personId,
      requestId,
      answer.fingerprint,
      answer.status,
      answer.body,
      answer.at,
    );
  }

  async saveSwitch(state: SwitchState): Promise<void> {
    await this.many(
      `UPDATE switch SET epoch = $2, engaged = $3, reason = $4, actor_id = $5, actor_email = $6,
         actor_name = $7, changed_at = $8, request_id = $9, event_hash = $10 WHERE tenant_id = $1`,
      state.epoch,
      Number(state.engaged),
      state.reason === null ? null : JSON.stringify(state.reason),
      state.actor?.id ?? null,
      state.actor?.email ?? null,
      state.actor?.name ?? null,
      state.changedAt,
      state.requestId,
      state.eventHash,
    );
    this.db.toggled();
  }

  /** The database itself refuses a row that does not follow the head. */
  async append(record: AuditRecord): Promise<void> {
    await this.many(
      `INSERT INTO audit (tenant_id, seq, id, timestamp, action, agent_id, decision, row_text, prev_hash,
         event_hash, action_seq)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
         1 + COALESCE((SELECT MAX(action_seq) FROM audit WHERE tenant_id = $1 AND action = $5), 0))`,
      record.seq,
      record.id,
      record.timestamp,
      record.action,
      record.agentId,
      record.decision,
      record.text,
      record.prevHash,
      record.eventHash,
    );
  }

  async saveEffectEpoch(epoch: number): Promise<void> {
    await this.many(`UPDATE switch SET effect_epoch = $2 WHERE tenant_id = $1`, epoch);
  }

  async saveFrontier(frontier: Frontier): Promise<void> {
    await this.many(
      `INSERT INTO frontier (tenant_id, size, hashes) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id) DO UPDATE SET size = excluded.size, hashes = excluded.hashes`,
      frontier.size,
      JSON.stringify(frontier.hashes),
    );
  }

  async enqueue(body: string): Promise<void> {
    await this.many(
      `INSERT INTO outbox (tenant_id, id, body, created_at, due_at, tries) VALUES ($1, $2, $3, $4, $4, 0)`,
      randomUUID(),
      body,
      this.now,
    );
  }
}
