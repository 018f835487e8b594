import { describeApi } from '../../../core/conformance/api-suite';
import { describeStore } from '../../../core/conformance/store-suite';
import { openEmptySqlite } from './sqlite-for-tests';

describeStore('SQLite', openEmptySqlite);

describeApi('SQLite', async () => {
  const opened = await openEmptySqlite();
  const beats = await opened.openBeats();
  const close = async () => {
    await beats.close();
    await opened.close();
  };
  return { store: opened.store, beats, close };
});
