import { FORGET_GATEWAY_MS, type BeatAnswer, type BeatReport } from '../../../core/ports/gateways';
import {
  flag,
  integer,
  integerOrNull,
  placesOf,
  text,
  textOrNull,
  type SqlConnection,
  type Value,
} from './connection';
import { forgetFuture, readBeatHosts } from './hosts';
import { reasonOf } from './records';
import { sha256Of } from './sha256';

/** A statement has room for at least so many rows: SQLite takes 32,766 values. */
const ROWS_A_STATEMENT = 500;

/**
 * The gateway's own row and what it reports, within a transaction of the caller. `now` is the store's clock, in ms. Returns the
 * names of the gateways that are forgotten.
 */
export async function writeBeat(db: SqlConnection, report: BeatReport, now: number): Promise<string[]> {
  const { id, name } = report.gateway;
  const known = await db.query(
    `UPDATE gateway SET name = $2, last_seen_at = $3, gone = $4 WHERE id = $1 RETURNING id`,
    id,
    name,
    now,
    0,
  );
  if (known.length === 0) {
    await db.query(
      `INSERT INTO gateway (id, name, last_seen_at, gone) VALUES ($1, $2, $3, $4)`,
      id,
      name,
      now,
      0,
    );
  }
  await writeEpochs(db, report, now);
  await writeCalls(db, report);
  await writeLeaked(db, report);
  await forgetFuture(db, now);
  const silent = await db.query(
    `DELETE FROM gateway WHERE last_seen_at < $1 RETURNING name, gone`,
    now - FORGET_GATEWAY_MS,
  );
  return silent.filter((row) => !flag(row['gone'])).map((row) => text(row['name']));
}

/** `confirmed_at` is when the gateway first reported the epoch. */
async function writeEpochs(db: SqlConnection, { gateway, epochs }: BeatReport, now: number): Promise<void> {
  await insertMany(
    db,
    `INSERT INTO gateway_epoch (gateway_id, tenant_id, epoch, confirmed_at) VALUES`,
    epochs.map(({ tenantId, epoch }) => [gateway.id, tenantId, epoch, now]),
    `ON CONFLICT (gateway_id, tenant_id) DO UPDATE SET epoch = excluded.epoch, confirmed_at = excluded.confirmed_at
     WHERE gateway_epoch.epoch <> excluded.epoch`,
  );
}

/** Totals only grow, so that a report that comes late or twice takes nothing back and adds nothing. */
async function writeCalls(db: SqlConnection, { gateway, calls }: BeatReport): Promise<void> {
  await insertMany(
    db,
    `INSERT INTO gateway_calls (tenant_id, epoch, agent, gateway_id, allowed, denied, last_allowed_at) VALUES`,
    calls.map((call) => [
      call.tenantId,
      call.epoch,
      call.agent,
      gateway.id,
      call.allowed,
      call.denied,
      call.lastAllowedAt ?? 0,
    ]),
    `ON CONFLICT (tenant_id, epoch, agent, gateway_id) DO UPDATE SET
       allowed = ${larger('allowed')}, denied = ${larger('denied')}, last_allowed_at = ${larger('last_allowed_at')}`,
  );
}

async function writeLeaked(db: SqlConnection, { gateway, leaked }: BeatReport): Promise<void> {
  await insertMany(
    db,
    `INSERT INTO leaked_call (tenant_id, epoch, gateway_id, allowed_at, request_id, agent, tool, gateway_name,
       call_sha256) VALUES`,
    leaked.flatMap(({ tenantId, epoch, items }) =>
      items.map((call) => [
        tenantId,
        epoch,
        gateway.id,
        call.allowedAt,
        call.requestId,
        call.agent,
        call.tool,
        call.gateway,
        sha256Of(call.allowedAt, call.requestId, call.agent, call.tool),
      ]),
    ),
    `ON CONFLICT DO NOTHING`,
  );
  await insertMany(
    db,
    `INSERT INTO leaked_incomplete (tenant_id, epoch, gateway_id) VALUES`,
    leaked.filter(({ complete }) => !complete).map(({ tenantId, epoch }) => [tenantId, epoch, gateway.id]),
    `ON CONFLICT DO NOTHING`,
  );
}

/** SQLite has MAX for this and PostgreSQL GREATEST. */
function larger(column: string): string {
  return `CASE WHEN excluded.${column} > gateway_calls.${column} THEN excluded.${column} ELSE gateway_calls.${column} END`;
}

async function insertMany(
  db: SqlConnection,
  insert: string,
  rows: Value[][],
  conflict: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const some = rows.slice(start, start + ROWS_A_STATEMENT);
    await db.query(`${insert} ${placesOf(some)} ${conflict}`, ...some.flat());
  }
}

/** Every switch and every agent's key, within a reading of the caller. */
export async function readBeatAnswer(
  db: SqlConnection,
  now: number,
  forgotten: string[],
): Promise<BeatAnswer> {
  const switches = await db.query(
    `SELECT tenant_id, epoch, engaged, reason, actor_id, actor_email, changed_at FROM switch ORDER BY tenant_id`,
  );
  const agents = await db.query(`SELECT key_hash, tenant_id, name, host FROM agent WHERE NOT revoked`);
  return {
    now,
    forgotten,
    switches: switches.map((row) => ({
      tenantId: text(row['tenant_id']),
      epoch: integer(row['epoch']),
      engaged: flag(row['engaged']),
      reason: reasonOf(row),
      by: textOrNull(row['actor_email']) ?? textOrNull(row['actor_id']),
      changedAt: integerOrNull(row['changed_at']),
    })),
    agents: agents.map((row) => ({
      keyHash: text(row['key_hash']),
      tenantId: text(row['tenant_id']),
      name: text(row['name']),
      host: textOrNull(row['host']),
    })),
    hosts: await readBeatHosts(db),
  };
}

export async function writeGoodbye(db: SqlConnection, gatewayId: string): Promise<void> {
  await db.query(`UPDATE gateway SET gone = $2 WHERE id = $1`, gatewayId, 1);
}
