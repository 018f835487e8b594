import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreUnderTest } from '../../../core/conformance/store-under-test';
import { openSqlite } from './open-sqlite';

/** An empty store in a temporary folder, with a clock that can be moved. */
export async function openEmptySqlite(): Promise<StoreUnderTest & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  let ahead = 0;
  const { store, openBeats } = await openSqlite({ folder, now: () => Date.now() + ahead });
  return {
    folder,
    store,
    openBeats,
    async advance(ms) {
      ahead += ms;
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
