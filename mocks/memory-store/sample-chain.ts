import { appendRow, type RowFacts } from '../../core/audit/chain/append-row';
import { emptyData } from './memory-data';
import { createMemoryStore } from './memory-store';

/** A tenant with an audit chain in memory, for tests. */
export async function createSampleChain(tenantId = '5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d') {
  const data = emptyData();
  let clock = Date.parse('2026-11-27T06:00:00Z');
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`;
  const store = createMemoryStore({ data: () => data, clock: () => (clock += 1000), newId });
  await store.addTenant({ id: tenantId, name: 'acme', displayName: 'Acme' });

  const append = (action: RowFacts['action'], metadata: Record<string, unknown>) =>
    store.transaction(tenantId, (tx) => appendRow(tx, { id: newId(), action, requestId: newId(), metadata }));

  return {
    store,
    tenantId,
    /** The data of the store, for tests that tamper with it. */
    data,
    newId,
    append,
    /** Appends so many rows of toggles. */
    async toggle(times: number): Promise<void> {
      for (let time = 0; time < times; time += 1) {
        const action = time % 2 === 0 ? 'kill_switch_engaged' : 'kill_switch_disengaged';
        await append(action, { actor: 'ada', actor_email: 'ada@acme.example', reason: `Reason ${time} “é”` });
      }
    },
  };
}
