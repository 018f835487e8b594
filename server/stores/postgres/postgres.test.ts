import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { describeStore } from '../../../core/conformance/store-suite';
import { startCluster } from '../../../scripts/postgres.mjs';
import { openPostgres } from './open-postgres';

let cluster: Awaited<ReturnType<typeof startCluster>>;
let schemas = 0;

beforeAll(async () => {
  cluster = await startCluster({ settings: ['fsync=off'] });
}, 120_000);
afterAll(() => cluster.stop(), 60_000);

describeStore('PostgreSQL', async () => {
  const { url, admin } = await newSchema();
  const { store, openBeats } = await openPostgres({ url });
  let ahead = 0;
  return {
    store,
    openBeats,
    async advance(ms) {
      ahead += ms;
      await admin.query(
        `CREATE OR REPLACE FUNCTION store_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS
         $$ SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT) + ${ahead} $$`,
      );
    },
    async close() {
      await admin.end();
      await store.close();
    },
  };
});

/** An empty place of its own, which costs less than a database. */
async function newSchema() {
  schemas += 1;
  const name = `test_${schemas}`;
  const url = `${cluster.url}?options=-c%20search_path%3D${name}`;
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`CREATE SCHEMA ${name}`);
  return { url, admin };
}
