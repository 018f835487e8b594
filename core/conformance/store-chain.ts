import { describe, expect, it } from 'vitest';
import type { AuditQuery, Store } from '../ports/store';
import { ACME, GLOBEX, idOf, nextRecord, readChain, toggle, type OpenStore } from './store-under-test';
import { withStore } from './with-store';

export function describeChain(open: OpenStore): void {
  describe('keeps the audit chain', () => {
    it(
      'with every row as it was hashed',
      withStore(open, async ({ store }) => {
        const row = await store.transaction(ACME.id, async (tx) => {
          const first = nextRecord(null, { id: idOf(1), tenantId: ACME.id, at: tx.now });
          await tx.append(first);
          expect(await tx.head()).toEqual({ seq: 1, eventHash: first.eventHash, timestamp: first.timestamp });
          return first;
        });
        expect(await readChain(store, ACME.id)).toEqual([row]);
        expect(await readChain(store, GLOBEX.id)).toEqual([]);
      }),
    );

    it.each([
      ['skips a number', { seq: 3 }],
      ['repeats a number', { seq: 1 }],
      ['has another predecessor', { prevHash: 'f'.repeat(64) }],
    ])('and refuses a row that %s', async (_, wrong) => {
      await withStore(open, async ({ store }) => {
        await store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
        const append = store.transaction(ACME.id, async (tx) => {
          const row = nextRecord(await tx.head(), { id: idOf(2), tenantId: ACME.id, at: tx.now });
          await tx.append({ ...row, ...wrong });
        });
        await expect(append).rejects.toBeInstanceOf(Error);
        expect(await readChain(store, ACME.id)).toHaveLength(1);
        expect(await store.transaction(ACME.id, (tx) => toggle(tx, idOf(3)))).toBe(2);
      })();
    });

    it(
      'and gives the rows after a number, oldest first, so many at a time',
      withStore(open, async ({ store }) => {
        await fill(store, 7);
        await store.read(ACME.id, async (reading) => {
          expect((await reading.auditAfter(0, 3)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
          expect((await reading.auditAfter(5, 100)).map(({ seq }) => seq)).toEqual([6, 7]);
          expect(await reading.auditAfter(7, 100)).toEqual([]);
        });
      }),
    );

    it.each<[string, Partial<AuditQuery>, number, number[]]>([
      ['all rows', { limit: 3 }, 9, [9, 8, 7]],
      ['a later page', { limit: 3, offset: 7 }, 9, [2, 1]],
      ['nothing after the last page', { offset: 9 }, 9, []],
      ['one action', { action: 'kill_switch_engaged' }, 5, [9, 7, 5, 3, 1]],
      ['a later page of one action', { action: 'kill_switch_disengaged', limit: 2, offset: 1 }, 4, [6, 4]],
      ['an action that never was', { action: 'unknown' }, 0, []],
      ['one agent', { agentId: 'agent-1' }, 3, [8, 5, 2]],
      ['one agent and one action', { agentId: 'agent-1', action: 'kill_switch_engaged' }, 1, [5]],
      ['one decision', { decision: 'deny', limit: 1, offset: 1 }, 2, [3]],
      ['a decision that never was', { decision: 'unknown' }, 0, []],
    ])('and pages, newest first, %s', async (_, query, total, seqs) => {
      await withStore(open, async ({ store }) => {
        await fill(store, 9);
        await store.transaction(GLOBEX.id, (tx) => toggle(tx, idOf(1)));
        const page = await store.read(ACME.id, (reading) =>
          reading.auditPage({ limit: 100, offset: 0, ...query }),
        );
        expect(page.total).toBe(total);
        expect(page.records.map(({ seq }) => seq)).toEqual(seqs);
      })();
    });
  });
}

/** Engage rows have odd numbers. Agents are `agent-0` to `agent-2` in turn. Every third row from the third on is denied until 6. */
async function fill(store: Store, rows: number): Promise<void> {
  await store.transaction(ACME.id, async (tx) => {
    for (let seq = 1; seq <= rows; seq += 1) {
      const row = nextRecord(await tx.head(), {
        id: idOf(seq),
        tenantId: ACME.id,
        at: tx.now,
        action: seq % 2 === 1 ? 'kill_switch_engaged' : 'kill_switch_disengaged',
        agentId: `agent-${(seq + 2) % 3}`,
        decision: seq === 3 || seq === 6 ? 'deny' : 'allow',
      });
      await tx.append(row);
    }
  });
}
