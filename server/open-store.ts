import type { Beats, Outbox, Store } from '../core/ports/store';
import type { StoreConfig } from './config';
import { openSqlite } from './stores/sqlite/open-sqlite';

export interface OpenStore {
  store: Store & Outbox;
  /** A gateway's connection. Close it before the store. */
  openBeats(): Promise<Beats>;
}

/** Opens the store that the environment names, and brings its tables up to date. */
export async function openStore({ dataDir, databaseUrl }: StoreConfig): Promise<OpenStore> {
  if (databaseUrl === null) return openSqlite({ folder: dataDir });
  // Its client is loaded only where it is used.
  const { openPostgres } = await import('./stores/postgres/open-postgres');
  return openPostgres({ url: databaseUrl });
}
