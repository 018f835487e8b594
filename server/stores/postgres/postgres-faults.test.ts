import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACME, idOf, readChain, toggle } from '../../../core/conformance/store-under-test';
import { OutcomeUnknown, StoreUnavailable, type Beats } from '../../../core/ports/store';
import { openPostgres } from './open-postgres';
import { openEmptyPostgres, useCluster } from './postgres-for-tests';
import { writeTransaction } from './transactions';

const cluster = useCluster();
let opened: Awaited<ReturnType<typeof openEmptyPostgres>>;
let beats: Beats;

beforeEach(async () => {
  opened = await openEmptyPostgres(cluster());
  beats = await opened.openBeats();
  await opened.store.addTenant(ACME);
  await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
}, 60_000);
afterEach(async () => {
  cluster().resume();
  await beats.close();
  await opened.close();
}, 60_000);

const report = { gateway: { id: idOf(501), name: 'eu-1' }, epochs: [], calls: [], leaked: [] };

describe('the audit table in PostgreSQL', () => {
  it.each([
    ['UPDATE', `UPDATE audit SET row_text = '{}'`],
    ['DELETE', `DELETE FROM audit`],
    ['TRUNCATE', `TRUNCATE audit`],
    ['TRUNCATE of what it belongs to', `TRUNCATE tenant CASCADE`],
    [
      'an upsert',
      `INSERT INTO audit SELECT * FROM audit WHERE seq = 1
       ON CONFLICT (tenant_id, seq) DO UPDATE SET row_text = '{}'`,
    ],
  ])('refuses %s', async (_, sql) => {
    await expect(opened.admin.query(sql)).rejects.toThrow(/an audit row/);
    expect(await readChain(opened.store, ACME.id)).toHaveLength(1);
  });
});

describe('a database that hangs', () => {
  it('before the commit is sent, is unavailable, and nothing was changed', async () => {
    const work = opened.store.transaction(ACME.id, async (tx) => {
      cluster().pause();
      await toggle(tx, idOf(2));
    });
    await expect(work).rejects.toBeInstanceOf(StoreUnavailable);
    cluster().resume();
    expect(await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)))).toBe(2);
    expect(await readChain(opened.store, ACME.id)).toHaveLength(2);
  });

  it('after the commit was sent, leaves the outcome unknown, and gives no beat', async () => {
    await beats.beat(report);
    let beat: Promise<unknown> | undefined;
    const work = opened.store.transaction(ACME.id, async (tx) => {
      await toggle(tx, idOf(2));
      cluster().pause();
      beat = beats.beat(report).catch((error: unknown) => error);
    });
    await expect(work).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await beat).toBeInstanceOf(StoreUnavailable);
    cluster().resume();
    const { epoch } = await opened.store.read(ACME.id, (reading) => reading.switchState());
    expect(await readChain(opened.store, ACME.id)).toHaveLength(epoch);
    await vi.waitFor(() => beats.beat(report), { timeout: 10_000, interval: 100 });
  });
});

describe('a connection that is cut', () => {
  it('within a transaction makes the store unavailable, and the next one works', async () => {
    const work = opened.store.transaction(ACME.id, async (tx) => {
      await cutAll();
      await toggle(tx, idOf(2));
    });
    await expect(work).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)))).toBe(2);
  });

  it('loses one beat, and the next one connects again', async () => {
    await beats.beat(report);
    await cutAll();
    await beats.beat(report).catch(() => {});
    expect((await beats.beat(report)).switches).toHaveLength(1);
  });

  it('while it listens, tells the gateways to look again, and hears the next toggle', async () => {
    const told = vi.fn<() => void>();
    beats.onToggle(told);
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), { timeout: 10_000, interval: 10 });
    await cutAll();
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2), { timeout: 10_000, interval: 10 });
    await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)));
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(3), { timeout: 10_000, interval: 10 });
  });
});

describe('a database that can only be read', () => {
  it('gives no beat, takes no toggle, and is not ready', async () => {
    const name = new URL(cluster().url).pathname.slice(1);
    await opened.admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    try {
      await cutAll();
      await vi.waitFor(() => opened.store.tenants(), { timeout: 10_000, interval: 10 });
      expect(await opened.store.isReady()).toBe(false);
      await expect(beats.beat(report)).rejects.toBeInstanceOf(StoreUnavailable);
      const work = opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)));
      await expect(work).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await readChain(opened.store, ACME.id)).toHaveLength(1);
    } finally {
      await opened.admin.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    }
  });
});

describe('two control planes on one database', () => {
  it('write one chain, and each hears of what the other toggles', async () => {
    const other = await openPostgres({ url: opened.url });
    const told = vi.fn<() => void>();
    beats.onToggle(told);
    await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: 10_000, interval: 10 });
    const stores = [opened.store, other.store];
    const epochs = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        stores[n % 2]?.transaction(ACME.id, (tx) => toggle(tx, idOf(100 + n))),
      ),
    );
    expect(epochs.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
    expect(await readChain(other.store, ACME.id)).toHaveLength(41);
    await vi.waitFor(() => expect(told.mock.calls.length).toBeGreaterThan(1), {
      timeout: 10_000,
      interval: 10,
    });
    await other.store.close();
  });

  it('try again when their transactions wait for each other', async () => {
    const pool = new pg.Pool({ connectionString: opened.url });
    await opened.admin.query(`INSERT INTO probe VALUES (1, 0), (2, 0)`);
    let began = 0;
    let bothBegan = () => {};
    const both = new Promise<void>((resolve) => (bothBegan = resolve));
    const add = (ids: [number, number]) =>
      writeTransaction(pool, async (tx) => {
        await tx.query(`UPDATE probe SET written_at = written_at + 1 WHERE id = $1`, ids[0]);
        began += 1;
        if (began === 2) bothBegan();
        await both;
        await tx.query(`UPDATE probe SET written_at = written_at + 1 WHERE id = $1`, ids[1]);
      });
    await Promise.all([add([1, 2]), add([2, 1])]);
    const { rows } = await opened.admin.query(`SELECT written_at FROM probe ORDER BY id`);
    expect(rows).toEqual([{ written_at: '2' }, { written_at: '2' }]);
    expect(began).toBeGreaterThan(2);
    await pool.end();
  });
});

/** Ends every connection but that of `admin`. */
async function cutAll(): Promise<void> {
  await opened.admin.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`);
}
