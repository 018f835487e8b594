import type pg from 'pg';
import { OutcomeUnknown, StoreUnavailable } from '../../../core/ports/store';
import type { SqlConnection } from '../sql/connection';
import { GuardedTransaction } from '../sql/guarded';
import { PostgresConnection } from './connection';
import { asStoreError, isAnswered, isRefusal, mayBeRetried } from './errors';

/** Gateways listen on it. Only toggles are told, because each NOTIFY takes a lock of the whole server when it commits. */
export const TOGGLES = 'kill_switch_toggles';

const MOST_TRIES = 4;

/**
 * Runs `work` as one durable transaction, again after a serialisation failure or a deadlock. Throws `StoreUnavailable` when
 * the connection broke before COMMIT was sent, and `OutcomeUnknown` when it broke afterwards.
 */
export async function writeTransaction<T>(
  pool: pg.Pool,
  work: (tx: GuardedTransaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      // Durable whatever the server's setting is: a release must not be told before it is on the disk.
      return await onClient(
        pool,
        'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = on',
        (db) => committed(db, work),
      );
    } catch (error) {
      if (tries === MOST_TRIES || !mayBeRetried(error)) throw error;
    }
  }
}

/** Runs `work` on one moment's data. */
export function readTransaction<T>(pool: pg.Pool, work: (db: SqlConnection) => Promise<T>): Promise<T> {
  return onClient(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async (client) => {
    const result = await work(new PostgresConnection(client));
    await client.query('ROLLBACK');
    return result;
  });
}

async function committed<T>(client: pg.PoolClient, work: (tx: GuardedTransaction) => Promise<T>): Promise<T> {
  const db = new PostgresConnection(client);
  const tx = new GuardedTransaction(db, async (tenantId) => {
    await db.query(`SELECT pg_notify($1, $2)`, TOGGLES, tenantId);
  });
  const result = await work(tx);
  tx.end();
  const answer = await client.query('COMMIT').catch((error: unknown) => {
    if (isRefusal(error)) throw asStoreError(error);
    throw new OutcomeUnknown('PostgreSQL did not answer the commit.', { cause: error });
  });
  // PostgreSQL answers ROLLBACK when a statement had failed.
  if (answer.command !== 'COMMIT') throw new StoreUnavailable('PostgreSQL rolled the transaction back.');
  return result;
}

async function onClient<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asStoreError(error);
  });
  let usable = true;
  try {
    await client.query(begin).catch((error: unknown) => {
      usable = false;
      throw asStoreError(error);
    });
    return await work(client);
  } catch (error) {
    usable &&= await rolledBack(client, error);
    throw error;
  } finally {
    client.release(!usable);
  }
}

/** Whether the connection can be used again. */
async function rolledBack(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (error instanceof OutcomeUnknown || !isAnswered(error)) return false;
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}
