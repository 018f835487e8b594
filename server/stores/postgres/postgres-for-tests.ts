import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { StoreUnderTest } from '../../../core/conformance/store-under-test';
import { startCluster } from '../../../scripts/postgres.mjs';
import { openPostgres } from './open-postgres';

type Cluster = Awaited<ReturnType<typeof startCluster>>;

/** A cluster for the tests of the calling file: it starts before them, and ends after them. */
export function clusterForTests(options?: Parameters<typeof startCluster>[0]): () => Cluster {
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    cluster = await startCluster(options);
  }, 180_000);
  afterAll(async () => cluster?.stop(), 60_000);
  return () => {
    if (cluster) return cluster;
    throw new Error('The cluster has not started.');
  };
}

let schemas = 0;

/** An empty schema, which costs less than a database. `admin` is a connection to it. */
async function newSchema(cluster: Cluster): Promise<{ url: string; admin: pg.Client }> {
  schemas += 1;
  const name = `test_${schemas}`;
  const url = `${cluster.url}?options=-c%20search_path%3D${name}`;
  const admin = new pg.Client(url);
  admin.on('error', () => {});
  await admin.connect();
  await admin.query(`CREATE SCHEMA ${name}`);
  return { url, admin };
}

/** An empty store, with a clock that can be moved. */
export async function openEmptyPostgres(
  cluster: Cluster,
): Promise<StoreUnderTest & { url: string; admin: pg.Client }> {
  const { url, admin } = await newSchema(cluster);
  const { store, openBeats } = await openPostgres({ url });
  let ahead = 0;
  return {
    url,
    admin,
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
}
