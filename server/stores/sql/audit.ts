import { setImmediate as othersRun } from 'node:timers/promises';
import type { AuditRecord, ChainHead } from '../../../core/ports/records';
import type { AuditQuery } from '../../../core/ports/store';
import { integer, text, type SqlConnection, type Value } from './connection';
import { toAuditRecord } from './records';

/** So many rows are searched at a time, which takes a few ms. */
const PIECE = 5_000;

export async function readHead(db: SqlConnection, tenantId: string): Promise<ChainHead | null> {
  const [row] = await db.query(
    `SELECT seq, event_hash, timestamp FROM audit WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1`,
    tenantId,
  );
  if (!row) return null;
  return {
    seq: integer(row['seq']),
    eventHash: text(row['event_hash']),
    timestamp: integer(row['timestamp']),
  };
}

export async function readAuditAfter(db: SqlConnection, tenantId: string, seq: number, limit: number) {
  // Whoever reads a whole chain asks for page after page. Between two pages, everybody else has a turn.
  await othersRun();
  // Each column of each row costs time, so none is read that is not needed.
  const rows = await db.query(
    `SELECT seq, id, timestamp, action, agent_id, decision, row_text, prev_hash, event_hash
     FROM audit WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    tenantId,
    seq,
    limit,
  );
  return rows.map(toAuditRecord);
}

type Page = { total: number; records: AuditRecord[] };

export async function readAuditPage(db: SqlConnection, tenantId: string, query: AuditQuery): Promise<Page> {
  if (query.agentId !== undefined || query.decision !== undefined) return search(db, tenantId, query);
  return query.action === undefined
    ? pageOfAll(db, tenantId, query)
    : pageOfAction(db, tenantId, query.action, query);
}

/** The number of a row is its place, so that a page is a range, however many rows there are. */
async function pageOfAll(db: SqlConnection, tenantId: string, { limit, offset }: AuditQuery): Promise<Page> {
  const total = (await readHead(db, tenantId))?.seq ?? 0;
  const rows = await db.query(
    `SELECT * FROM audit WHERE tenant_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT $3`,
    tenantId,
    total - offset,
    limit,
  );
  return { total, records: rows.map(toAuditRecord) };
}

async function pageOfAction(
  db: SqlConnection,
  tenantId: string,
  action: string,
  { limit, offset }: AuditQuery,
): Promise<Page> {
  const total = await countOfAction(db, tenantId, action);
  const rows = await db.query(
    `SELECT * FROM audit WHERE tenant_id = $1 AND action = $2 AND action_seq <= $3
     ORDER BY action_seq DESC LIMIT $4`,
    tenantId,
    action,
    total - offset,
    limit,
  );
  return { total, records: rows.map(toAuditRecord) };
}

async function countOfAction(db: SqlConnection, tenantId: string, action: string): Promise<number> {
  const [row] = await db.query(
    `SELECT COALESCE(MAX(action_seq), 0) AS total FROM audit WHERE tenant_id = $1 AND action = $2`,
    tenantId,
    action,
  );
  return integer(row?.['total']);
}

/** What no number counts is searched, newest first, a piece at a time. */
async function search(db: SqlConnection, tenantId: string, query: AuditQuery): Promise<Page> {
  const head = await readHead(db, tenantId);
  const records: AuditRecord[] = [];
  let total = 0;
  for (let top = head?.seq ?? 0; top > 0; top -= PIECE) {
    const [found, values] = conditions(tenantId, top, query);
    const [row] = await db.query(`SELECT COUNT(*) AS found FROM audit WHERE ${found}`, ...values);
    const here = integer(row?.['found']);
    if (records.length < query.limit && total + here > query.offset) {
      const rows = await db.query(
        `SELECT * FROM audit WHERE ${found} ORDER BY seq DESC
         LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
        ...values,
        query.limit - records.length,
        Math.max(0, query.offset - total),
      );
      records.push(...rows.map(toAuditRecord));
    }
    total += here;
    await othersRun();
  }
  return { total, records };
}

function conditions(tenantId: string, top: number, query: AuditQuery): [string, Value[]] {
  const values: Value[] = [tenantId, top - PIECE, top];
  const parts = ['tenant_id = $1', 'seq > $2', 'seq <= $3'];
  const filters = { action: query.action, agent_id: query.agentId, decision: query.decision };
  for (const [column, value] of Object.entries(filters)) {
    if (value === undefined) continue;
    values.push(value);
    parts.push(`${column} = $${values.length}`);
  }
  return [parts.join(' AND '), values];
}
