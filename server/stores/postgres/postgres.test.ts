import { describeApi } from '../../../core/conformance/api-suite';
import { describeStore } from '../../../core/conformance/store-suite';
import { openEmptyPostgres, clusterForTests } from './postgres-for-tests';

const cluster = clusterForTests({ settings: ['fsync=off'] });

describeStore('PostgreSQL', () => openEmptyPostgres(cluster()));

describeApi('PostgreSQL', async () => {
  const opened = await openEmptyPostgres(cluster());
  const beats = await opened.openBeats();
  const close = async () => {
    await beats.close();
    await opened.close();
  };
  return { store: opened.store, beats, close };
});
