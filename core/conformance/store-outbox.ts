import { describe, expect, it } from 'vitest';
import { ACME, GLOBEX, type OpenStore } from './store-under-test';
import { withStore } from './with-store';

export function describeOutbox(open: OpenStore): void {
  describe('keeps messages for the webhook', () => {
    it(
      'and gives each to one taker only, oldest first, and again after 30 s',
      withStore(open, async ({ store, advance }) => {
        await store.transaction(ACME.id, (tx) => tx.enqueue('{"n":1}'));
        await advance(5);
        await store.transaction(GLOBEX.id, (tx) => tx.enqueue('{"n":2}'));
        const [first, second] = await Promise.all([store.take(1), store.take(1)]);
        const taken = [...first, ...second].toSorted((a, b) => a.createdAt - b.createdAt);
        expect(taken.map(({ tenantId, body, tries }) => ({ tenantId, body, tries }))).toEqual([
          { tenantId: ACME.id, body: '{"n":1}', tries: 0 },
          { tenantId: GLOBEX.id, body: '{"n":2}', tries: 0 },
        ]);
        await advance(29_000);
        expect(await store.take(10)).toEqual([]);
        await advance(1_100);
        expect((await store.take(10)).map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}']);
      }),
    );

    it(
      'until they are delivered, postponed or given up',
      withStore(open, async ({ store, advance }) => {
        await store.transaction(ACME.id, async (tx) => {
          for (const body of ['1', '2', '3']) await tx.enqueue(body);
        });
        const taken = await store.take(10);
        const idOfBody = (body: string) => taken.find((message) => message.body === body)?.id ?? '';
        const dueAt = (taken[0]?.createdAt ?? 0) + 90_000;
        await store.delivered(idOfBody('1'));
        await store.postpone(idOfBody('2'), dueAt);
        await store.postpone(idOfBody('3'), null);
        await advance(60_000);
        expect(await store.take(10)).toEqual([]);
        await advance(40_000);
        expect((await store.take(10)).map(({ body, tries }) => ({ body, tries }))).toEqual([
          { body: '2', tries: 1 },
        ]);
      }),
    );
  });
}
