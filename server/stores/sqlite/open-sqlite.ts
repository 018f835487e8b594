import type { Beats, Outbox, Store } from '../../../core/ports/store';
import { migrate } from '../sql/migrations';
import { SqliteConnection } from './connection';
import { DatabaseFile } from './database-file';
import tables from './migrations/001-tables.sql?raw';
import audit from './migrations/002-audit.sql?raw';
import hosts from './migrations/003-hosts.sql?raw';
import { Readers } from './readers';
import { SqliteBeats } from './sqlite-beats';
import { SqliteStore } from './sqlite-store';
import { ToggleWatch } from './toggle-watch';
import { writeTransaction } from './write-transaction';

const MIGRATIONS = [
  { number: 1, sql: tables },
  { number: 2, sql: audit },
  { number: 3, sql: hosts },
];

interface SqliteOptions {
  /** It is made when it is missing. */
  folder: string;
  /** The store's clock, in ms since the epoch. */
  now?: () => number;
}

/** Opens the database of a folder, and brings its tables up to date. */
export async function openSqlite({ folder, now = Date.now }: SqliteOptions): Promise<{
  store: Store & Outbox;
  /** Each has a connection of its own, and is to be closed before the store. */
  openBeats(): Promise<Beats>;
}> {
  const file = DatabaseFile.prepare(folder);
  const writer = await SqliteConnection.open(file.path);
  try {
    await writeTransaction(file, writer, 10_000, (tx) =>
      migrate(tx, MIGRATIONS, (sql) => writer.execute(sql)),
    );
  } catch (error) {
    writer.close();
    throw error;
  }
  const watches = new Set<ToggleWatch>();
  const look = () => {
    for (const watch of watches) watch.look();
  };
  return {
    store: new SqliteStore(file, writer, new Readers(file), now, look),
    async openBeats() {
      const watch = await ToggleWatch.open(file.path);
      watches.add(watch);
      return new SqliteBeats(file, await SqliteConnection.open(file.path), watch, now);
    },
  };
}
