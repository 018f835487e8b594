import pg from 'pg';
import type { Beats, Outbox, Store } from '../../../core/ports/store';
import { migrate } from '../sql/migrations';
import { clientConfig } from './connection';
import tables from './migrations/001-tables.sql?raw';
import audit from './migrations/002-audit.sql?raw';
import hosts from './migrations/003-hosts.sql?raw';
import { PostgresBeats } from './postgres-beats';
import { PostgresStore } from './postgres-store';
import { writeTransaction } from './transactions';
import { refuseOpenConnection } from './url';

const MIGRATIONS = [
  { number: 1, sql: tables },
  { number: 2, sql: audit },
  { number: 3, sql: hosts },
];

/** Whoever brings the tables up to date holds this lock of the database. The number is any number, and always this one. */
const MIGRATION_LOCK = 7_145_212;

const STATEMENT_MS = 2_000;
const MIGRATION_MS = 60_000;
const CONNECTIONS = 8;

/** Opens a database, and brings its tables up to date. Throws when DATABASE_URL leads over a network without `verify-full`. */
export async function openPostgres({ url }: { url: string }): Promise<{
  store: Store & Outbox;
  /** Each has connections of its own, and is to be closed before the store. */
  openBeats(): Promise<Beats>;
}> {
  refuseOpenConnection(url);
  const migrating = newPool(url, 1, MIGRATION_MS);
  try {
    await writeTransaction(migrating, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock($1)`, MIGRATION_LOCK);
      await migrate(tx, MIGRATIONS, async (sql) => void (await tx.query(sql)));
    });
  } finally {
    await migrating.end();
  }
  const pool = () => newPool(url, CONNECTIONS, STATEMENT_MS);
  return {
    store: new PostgresStore(pool(), pool()),
    openBeats: async () => new PostgresBeats(url),
  };
}

function newPool(url: string, max: number, ms: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url, ms), max });
  // A connection that is cut throws where it is used; Node would end the process for an error that nobody hears.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
