import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from '../../../core/conformance/store-suite';
import { openSqlite } from './open-sqlite';

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  let ahead = 0;
  const { store, openBeats } = await openSqlite({ folder, now: () => Date.now() + ahead });
  return {
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
});
