import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeApi } from '../../../core/conformance/api-suite';
import { openSqlite } from './open-sqlite';

describeApi('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  const { store, openBeats } = await openSqlite({ folder });
  const beats = await openBeats();
  return {
    store,
    beats,
    async close() {
      await beats.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
