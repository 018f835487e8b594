import { describe, expect, it } from 'vitest';
import type { Transaction } from '../ports/store';
import {
  ACME,
  aPerson,
  GLOBEX,
  idOf,
  nextRecord,
  readChain,
  REASON,
  toggle,
  type OpenStore,
} from './store-under-test';
import { withStore } from './with-store';

export function describeTransactions(open: OpenStore): void {
  describe('commits together, or not at all', () => {
    it(
      'a toggle, its row, its kept answer and its message',
      withStore(open, async ({ store }) => {
        expect(await store.transaction(ACME.id, (tx) => toggle(tx, idOf(100)))).toBe(1);
        await store.read(ACME.id, async (reading) => {
          const [row] = await reading.auditAfter(0, 10);
          expect(await reading.switchState()).toEqual({
            epoch: 1,
            engaged: true,
            reason: REASON,
            actor: { id: idOf(11), email: 'alice@acme.example', name: 'Alice' },
            changedAt: row?.timestamp,
            requestId: idOf(100),
            eventHash: row?.eventHash,
          });
          expect((await reading.keptAnswer(idOf(11), idOf(100)))?.status).toBe(200);
        });
        expect(await store.take(10)).toHaveLength(1);
      }),
    );

    it(
      'nothing of it when the work throws, whatever it had written',
      withStore(open, async ({ store }) => {
        const work = async (tx: Transaction) => {
          await tx.savePerson(aPerson());
          await toggle(tx, idOf(100));
          throw new Error('a mistake');
        };
        await expect(store.transaction(ACME.id, work)).rejects.toThrow('a mistake');
        await store.read(ACME.id, async (reading) => {
          expect(await reading.switchState()).toMatchObject({ epoch: 0, engaged: false, actor: null });
          expect(await reading.head()).toBeNull();
          expect(await reading.people()).toEqual([]);
          expect(await reading.keptAnswer(idOf(11), idOf(100))).toBeNull();
        });
        expect(await store.take(10)).toEqual([]);
        expect(await store.transaction(ACME.id, (tx) => toggle(tx, idOf(101)))).toBe(1);
      }),
    );

    it(
      'nothing of it when a statement failed, although the work went on',
      withStore(open, async ({ store }) => {
        const work = async (tx: Transaction) => {
          await tx.savePerson(aPerson());
          const row = nextRecord(null, { id: idOf(1), tenantId: ACME.id, at: tx.now });
          await tx.append({ ...row, seq: 7 }).catch(() => {});
        };
        await expect(store.transaction(ACME.id, work)).rejects.toBeInstanceOf(Error);
        expect(await store.read(ACME.id, (reading) => reading.people())).toEqual([]);
      }),
    );

    it(
      'for a tenant that exists',
      withStore(open, async ({ store }) => {
        await expect(store.transaction(idOf(77), async () => {})).rejects.toBeInstanceOf(Error);
        await expect(store.read(idOf(77), async () => {})).rejects.toBeInstanceOf(Error);
      }),
    );

    it(
      'with nothing left to write through when it has ended',
      withStore(open, async ({ store }) => {
        const kept = await store.transaction(ACME.id, async (tx) => ({ tx }));
        await expect(kept.tx.savePerson(aPerson())).rejects.toBeInstanceOf(Error);
        expect(await store.read(ACME.id, (reading) => reading.people())).toEqual([]);
      }),
    );
  });

  describe('runs many transactions at once', () => {
    it(
      'of one tenant as one chain without a fork, and of two tenants as two',
      withStore(open, async ({ store }) => {
        const work = Array.from({ length: 60 }, (_, n) =>
          store.transaction(n % 3 === 0 ? GLOBEX.id : ACME.id, async (tx) => {
            await Promise.resolve();
            return toggle(tx, idOf(1_000 + n));
          }),
        );
        const epochs = await Promise.all(work);
        expect(epochs.toSorted((a, b) => a - b).at(-1)).toBe(40);
        expect(await readChain(store, ACME.id)).toHaveLength(40);
        expect(await readChain(store, GLOBEX.id)).toHaveLength(20);
        expect((await store.read(ACME.id, (reading) => reading.switchState())).epoch).toBe(40);
        expect((await store.read(GLOBEX.id, (reading) => reading.switchState())).epoch).toBe(20);
      }),
    );

    it(
      'of one tenant one after another, also when the first waits for something else',
      withStore(open, async ({ store }) => {
        const order: string[] = [];
        let goOn = () => {};
        const signal = new Promise<void>((resolve) => (goOn = resolve));
        let began = () => {};
        const firstBegan = new Promise<void>((resolve) => (began = resolve));
        const first = store.transaction(ACME.id, async (tx) => {
          began();
          await signal;
          await toggle(tx, idOf(1));
          order.push('first');
        });
        await firstBegan;
        const second = store.transaction(ACME.id, async (tx) => {
          order.push(`second after epoch ${(await tx.switchState()).epoch}`);
        });
        goOn();
        await Promise.all([first, second]);
        expect(order).toEqual(['first', 'second after epoch 1']);
      }),
    );

    it(
      'while a reading goes on seeing one moment',
      withStore(open, async ({ store }) => {
        await store.read(ACME.id, async (reading) => {
          expect((await reading.switchState()).epoch).toBe(0);
          await store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
          expect((await reading.switchState()).epoch).toBe(0);
          expect(await reading.head()).toBeNull();
        });
        expect((await store.read(ACME.id, (reading) => reading.switchState())).epoch).toBe(1);
      }),
    );

    it(
      'and says that it is ready',
      withStore(open, async ({ store }) => {
        expect(await store.isReady()).toBe(true);
        expect(await store.isReady()).toBe(true);
      }),
    );
  });
}
