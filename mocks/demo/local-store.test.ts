// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '../backend';
import { createDb } from '../seeds/create-db';
import { createFaults } from '../faults/faults';
import { createFaultMemory, createLocalStore, STATE_KEY } from './local-store';
import { tenants } from '../seeds/personas';
import { START } from '../test-api';
import { isEngaged, rowsOf } from '../db';

/** A browser's storage, which can be full. */
function createStorage() {
  const kept = new Map<string, string>();
  let full = false;
  return {
    kept,
    fill: () => (full = true),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, value: string) {
      if (full) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
  };
}

/** A tab, or the same one after a reload. */
async function openTab(storage: ReturnType<typeof createStorage>, clock = () => START): Promise<Backend> {
  const store = createLocalStore({ storage });
  const db = (await store.load()) ?? createDb({ seed: 'twenty' }, START);
  store.save(db);
  return createBackend({ db, store, clock, faults: createFaults({}, createFaultMemory(storage)) });
}

const look = (tab: Backend) =>
  tab.run((db) => ({
    rows: rowsOf(db, tenants.acme.id).length,
    engaged: isEngaged(db, tenants.acme.id),
    jar: db.jar,
  }));

describe('the store of the demo', () => {
  it('keeps history, state and cookie over a reload', async () => {
    const storage = createStorage();
    const tab = await openTab(storage);
    const token = await tab.signInAs('admin');
    await tab.toggleAs('admin', 'engage', 'Runaway agent');
    const before = await tab.run((db) => structuredClone(db));
    const reloaded = await openTab(storage);
    expect(await reloaded.run((db) => structuredClone(db))).toEqual(before);
    expect(await look(reloaded)).toEqual({ rows: 21, engaged: true, jar: token });
  });

  it('is shared by tabs at once, including the faults', async () => {
    const storage = createStorage();
    const [one, two] = [await openTab(storage), await openTab(storage)];
    await one.toggleAs('security', 'engage', 'Runaway agent');
    expect((await look(two)).engaged).toBe(true);
    await expect(two.toggleAs('admin', 'engage', 'Me too')).rejects.toThrow('already_engaged');
    one.faults.set('status', 'slow');
    expect(two.faults.of('status')).toEqual(['slow']);
    two.faults.clear();
    expect(one.faults.active()).toEqual({});
    await two.reset({ seed: 'none' });
    expect(await look(one)).toMatchObject({ rows: 0, engaged: false });
  });

  it('keeps Guardian and host control for a reload and for other tabs', async () => {
    const storage = createStorage();
    let now = START;
    const [one, two] = [await openTab(storage, () => now), await openTab(storage, () => now)];
    await one.host.dropKillFile();
    await one.host.configureControl({ enabled: false });
    now += 5_000;
    const seen = (tab: Backend) =>
      tab.run(({ hosts }) => {
        const { guardian, control } = hosts[tenants.acme.id] ?? {};
        return [guardian?.mode, control?.enabled];
      });
    expect(await seen(two)).toEqual(['OPERATOR_OVERRIDE', false]);
    expect(await seen(await openTab(storage, () => now))).toEqual(['OPERATOR_OVERRIDE', false]);
    await two.reset();
    expect(await seen(one)).toEqual(['NORMAL', true]);
  });

  it('does not keep the seeded rows', async () => {
    const storage = createStorage();
    const tab = await openTab(storage);
    await tab.reset({ seed: 'ten-thousand' });
    await tab.toggleAs('admin', 'engage', 'Runaway agent');
    expect(storage.kept.get(STATE_KEY)?.length).toBeLessThan(20_000);
    expect(await look(await openTab(storage))).toMatchObject({ rows: 10_001, engaged: true });
  });

  it.each(['', 'not json', 'null', '{"version":0,"db":{}}'])(
    'starts with new data when it finds %j',
    async (text) => {
      const storage = createStorage();
      storage.kept.set(STATE_KEY, text);
      expect(await look(await openTab(storage))).toMatchObject({ rows: 20, engaged: false });
    },
  );

  it('continues in memory when the storage is full', async () => {
    const storage = createStorage();
    const tab = await openTab(storage);
    storage.fill();
    await tab.toggleAs('admin', 'engage', 'Runaway agent');
    expect(await look(tab)).toMatchObject({ rows: 21, engaged: true });
  });

  it('keeps other tabs out by a lock where the browser has them', async () => {
    const storage = createStorage();
    const names: string[] = [];
    const locks: Pick<LockManager, 'request'> = {
      // Only the overload with two arguments is used.
      request: (name: string, ...rest: unknown[]) => {
        names.push(name);
        const work = rest.at(-1) as () => Promise<unknown>;
        return work() as Promise<never>;
      },
    };
    const store = createLocalStore({ storage, locks });
    const tab = createBackend({ db: createDb({}, START), store, clock: () => START });
    await tab.toggleAs('admin', 'engage', 'Runaway agent');
    expect(names).toEqual(['ksc-demo.state']);
  });
});
