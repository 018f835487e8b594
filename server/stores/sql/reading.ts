import {
  FORGET_GATEWAY_MS,
  type GatewayRecord,
  type KnownCalls,
  type LeakedCall,
} from '../../../core/ports/gateways';
import type { HostRecord } from '../../../core/ports/hosts';
import type {
  Agent,
  AuditRecord,
  ChainHead,
  Frontier,
  KeptAnswer,
  Person,
  Refusals,
  Session,
  SwitchState,
  Tenant,
  Tries,
} from '../../../core/ports/records';
import type { AuditQuery, Reading } from '../../../core/ports/store';
import { sha256Of } from './sha256';
import { readAuditAfter, readAuditPage, readHead } from './audit';
import { integer, text, type Row, type SqlConnection } from './connection';
import { toHost } from './hosts';
import {
  toAgent,
  toGateway,
  toKeptAnswer,
  toLeakedCall,
  toPerson,
  toSession,
  toSwitchState,
} from './records';

/** One tenant's data, read on a connection that sees one moment. Every statement is bound to the tenant. */
export class SqlReading implements Reading {
  constructor(
    protected readonly db: SqlConnection,
    readonly tenant: Tenant,
    readonly now: number,
  ) {}

  async person(id: string): Promise<Person | null> {
    const row = await this.one(`SELECT * FROM person WHERE tenant_id = $1 AND id = $2`, id);
    return row && toPerson(row);
  }

  async personByEmail(email: string): Promise<Person | null> {
    const row = await this.one(`SELECT * FROM person WHERE tenant_id = $1 AND email = $2`, email);
    return row && toPerson(row);
  }

  async people(): Promise<Person[]> {
    const rows = await this.many(`SELECT * FROM person WHERE tenant_id = $1 ORDER BY email`);
    return rows.map(toPerson);
  }

  async agents(): Promise<Agent[]> {
    return (await this.many(`SELECT * FROM agent WHERE tenant_id = $1 ORDER BY name`)).map(toAgent);
  }

  async hosts(): Promise<HostRecord[]> {
    return (await this.many(`SELECT * FROM host WHERE tenant_id = $1 ORDER BY name`)).map(toHost);
  }

  async session(tokenHash: string): Promise<Session | null> {
    const row = await this.one(
      `SELECT * FROM session WHERE tenant_id = $1 AND token_hash = $2 AND expires_at > $3`,
      tokenHash,
      this.now,
    );
    return row && toSession(row);
  }

  async tries(email: string, address: string): Promise<Tries> {
    const row = await this.one(
      `SELECT tries, locked_until FROM sign_in_tries WHERE tenant_id = $1 AND whom_sha256 = $2`,
      sha256Of(email, address),
    );
    return row
      ? { count: integer(row['tries']), lockedUntil: integer(row['locked_until']) }
      : { count: 0, lockedUntil: 0 };
  }

  async refusals(personId: string): Promise<Refusals> {
    const row = await this.one(
      `SELECT refusals, recorded_at FROM refused_toggles WHERE tenant_id = $1 AND person_id = $2`,
      personId,
    );
    return row
      ? { count: integer(row['refusals']), recordedAt: integer(row['recorded_at']) }
      : { count: 0, recordedAt: 0 };
  }

  async keptAnswer(personId: string, requestId: string): Promise<KeptAnswer | null> {
    const row = await this.one(
      `SELECT * FROM kept_answer WHERE tenant_id = $1 AND person_id = $2 AND request_id = $3`,
      personId,
      requestId,
    );
    return row && toKeptAnswer(row);
  }

  async switchState(): Promise<SwitchState> {
    return toSwitchState(await this.switchRow());
  }

  head(): Promise<ChainHead | null> {
    return readHead(this.db, this.tenant.id);
  }

  auditPage(query: AuditQuery): Promise<{ total: number; records: AuditRecord[] }> {
    return readAuditPage(this.db, this.tenant.id, query);
  }

  auditAfter(seq: number, limit: number): Promise<AuditRecord[]> {
    return readAuditAfter(this.db, this.tenant.id, seq, limit);
  }

  async gateways(): Promise<GatewayRecord[]> {
    const rows = await this.many(
      `SELECT gateway.id, name, last_seen_at, gone, epoch, confirmed_at
       FROM gateway LEFT JOIN gateway_epoch ON gateway_id = gateway.id AND tenant_id = $1
       WHERE last_seen_at >= $2 ORDER BY name, gateway.id`,
      this.now - FORGET_GATEWAY_MS,
    );
    return rows.map(toGateway);
  }

  async calls(epoch: number): Promise<KnownCalls> {
    // A sum of bigint is numeric in PostgreSQL, which would arrive as a text.
    const rows = await this.many(
      `SELECT agent, CAST(SUM(allowed) AS BIGINT) AS allowed, CAST(SUM(denied) AS BIGINT) AS denied,
         MAX(last_allowed_at) AS last_allowed_at
       FROM gateway_calls WHERE tenant_id = $1 AND epoch = $2 GROUP BY agent ORDER BY agent`,
      epoch,
    );
    const byAgent = rows.map((row) => ({
      agent: text(row['agent']),
      allowed: integer(row['allowed']),
      denied: integer(row['denied']),
    }));
    return {
      allowed: byAgent.reduce((sum, { allowed }) => sum + allowed, 0),
      denied: byAgent.reduce((sum, { denied }) => sum + denied, 0),
      lastAllowedAt: Math.max(0, ...rows.map((row) => integer(row['last_allowed_at']))) || null,
      byAgent,
    };
  }

  async leakedCalls(epoch: number): Promise<{ items: LeakedCall[]; complete: boolean }> {
    const rows = await this.many(
      `SELECT * FROM leaked_call WHERE tenant_id = $1 AND epoch = $2 ORDER BY allowed_at, request_id`,
      epoch,
    );
    const incomplete = await this.one(
      `SELECT gateway_id FROM leaked_incomplete WHERE tenant_id = $1 AND epoch = $2 LIMIT 1`,
      epoch,
    );
    return { items: rows.map(toLeakedCall), complete: incomplete === null };
  }

  async effectEpoch(): Promise<number> {
    return integer((await this.switchRow())['effect_epoch']);
  }

  async frontier(): Promise<Frontier | null> {
    const row = await this.one(`SELECT size, hashes FROM frontier WHERE tenant_id = $1`);
    return row && { size: integer(row['size']), hashes: hashesIn(text(row['hashes'])) };
  }

  /** `$1` is the tenant, and the values begin at `$2`. */
  protected many(sql: string, ...values: (string | number | null)[]): Promise<Row[]> {
    return this.db.query(sql, this.tenant.id, ...values);
  }

  private async one(sql: string, ...values: (string | number)[]): Promise<Row | null> {
    return (await this.many(sql, ...values))[0] ?? null;
  }

  private async switchRow(): Promise<Row> {
    const row = await this.one(`SELECT * FROM switch WHERE tenant_id = $1`);
    if (!row) throw new Error(`Tenant ${this.tenant.id} has no switch.`);
    return row;
  }
}

function hashesIn(json: string): string[] {
  const hashes: unknown = JSON.parse(json);
  if (Array.isArray(hashes) && hashes.every((hash) => typeof hash === 'string')) return hashes;
  throw new TypeError('The frontier in the store is not a list of hashes.');
}
