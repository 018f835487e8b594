import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { StoreUnavailable } from '../../../core/ports/store';
import type { Row, SqlConnection, Value } from '../sql/connection';
import { openDatabase } from './open-database';

/** Another process that writes is waited for so long within SQLite, in ms. That blocks this process, so it is short. */
export const BUSY_MS = 250;

/**
 * SQLite's primary result codes that say: not now, or not on this disk. With the words that SQLite has for them, because the
 * package for Node 20 leaves the code out of what `all` throws.
 */
const UNAVAILABLE: ReadonlyMap<number, string> = new Map([
  [5, 'database is locked'],
  [6, 'database table is locked'],
  [7, 'out of memory'],
  [8, 'attempt to write a readonly database'],
  [10, 'disk I/O error'],
  [11, 'database disk image is malformed'],
  [13, 'database or disk is full'],
  [14, 'unable to open database file'],
  [26, 'file is not a database'],
]);
const BUSY = 5;
const IOERR = 10;

interface Prepared {
  statement: StatementSyncInstance;
  /** For each place, the number of its value. */
  order: number[];
}

/** One connection with its prepared statements. Its errors are `StoreUnavailable` where waiting or a repair may help. */
export class SqliteConnection implements SqlConnection {
  private readonly prepared = new Map<string, Prepared>();

  private constructor(private readonly database: DatabaseSyncInstance) {}

  static async open(file: string): Promise<SqliteConnection> {
    try {
      const connection = new SqliteConnection(await openDatabase(file));
      connection.execute(`
        PRAGMA busy_timeout = ${BUSY_MS};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA foreign_keys = ON;
        PRAGMA recursive_triggers = ON;`);
      return connection;
    } catch (error) {
      throw asStoreError(error);
    }
  }

  /** Runs statements without values and without rows. */
  execute(sql: string): void {
    try {
      this.database.exec(sql);
    } catch (error) {
      throw asStoreError(error);
    }
  }

  /** The rows are all read at once: an open cursor would freeze what the connection sees. */
  all(sql: string, ...values: Value[]): Row[] {
    try {
      const { statement, order } = this.prepare(sql);
      return statement.all(...order.map((place) => values[place - 1]));
    } catch (error) {
      throw asStoreError(error);
    }
  }

  async query(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.all(sql, ...values);
  }

  /** Ends a transaction that failed, also one that SQLite has ended by itself. */
  rollBack(): void {
    if (this.database.isTransaction) this.execute('ROLLBACK');
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  /** SQLite takes `$1` for a name, so it becomes `?`, and a value that stands twice is given twice. */
  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) return known;
    const order = [...sql.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place));
    const fresh = { statement: this.database.prepare(sql.replace(/\$\d+/g, '?')), order };
    // Beats have a statement for each number of rows; only so many are kept.
    if (this.prepared.size > 200) this.prepared.clear();
    this.prepared.set(sql, fresh);
    return fresh;
  }
}

/** Whether another connection was writing. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreUnavailable && primaryCode(error.cause) === BUSY;
}

/** After such an error of a commit, the transaction may be in the file and come back with the next start. */
export function isDiskError(error: unknown): boolean {
  return error instanceof StoreUnavailable && primaryCode(error.cause) === IOERR;
}

export function asStoreError(error: unknown): unknown {
  const code = primaryCode(error);
  if (code === undefined || !UNAVAILABLE.has(code) || !(error instanceof Error)) return error;
  return new StoreUnavailable(`SQLite: ${error.message}.`, { cause: error });
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return [...UNAVAILABLE.keys()].find((code) => UNAVAILABLE.get(code) === error.message);
}
