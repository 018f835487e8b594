import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { shownRow } from '../../core/audit/chain/chain';
import { readOutbox } from '../../core/hosts/guardian-events';
import { takeEvents } from '../../core/hosts/take-events';
import { sampleGuardian } from '../../core/conformance/sample-guardian';
import { ACME, readChain } from '../../core/conformance/store-under-test';
import { registerHost } from './register-host';
import { storeForTest } from './testing/port-for-tests';

it('a host that comes back goes on where the events of its own key ended, whatever Guardian was there between', async () => {
  const store = await storeForTest();
  const [first, second] = [sampleGuardian('agents-01', 1), sampleGuardian('agents-01', 2)];
  /** Adds the host, takes these events, and removes it. Resolves to where it began. */
  const visit = async ({ publicKey }: { publicKey: string }, ids: string[]) => {
    const way = { tenantId: ACME.id, name: 'agents-01', url: 'http://127.0.0.1:1', controlUrl: null };
    const host = await store.transaction(ACME.id, (tx) => registerHost(tx, { ...way, publicKey }));
    if (!host) throw new Error('It is there already.');
    const items = ids.map((id) => ({ id, kind: 'kill', outcome: 'CORE TERMINATED' }));
    await takeEvents(store, host, readOutbox({ items }, host.lastEvent) ?? [], randomUUID);
    await store.transaction(ACME.id, async (tx) => {
      const [taken = host] = await tx.hosts();
      await tx.saveHost({ ...taken, removed: true });
    });
    return host.lastEvent;
  };
  expect(await visit(first, ['evt-000001', 'evt-000002'])).toBeNull();
  expect(await visit(second, ['evt-000001'])).toBeNull();
  expect(await visit(first, ['evt-000002', 'evt-000003'])).toBe('evt-000002');
  expect(await visit(second, ['evt-000001', 'evt-000002'])).toBe('evt-000001');
  const rows = (await readChain(store, ACME.id))
    .map(shownRow)
    .filter(({ action }) => action === 'guardian_kill');
  expect(rows.map(({ metadata_json: { event_id: id } }) => id)).toEqual([
    'evt-000001',
    'evt-000002',
    'evt-000001',
    'evt-000003',
    'evt-000002',
  ]);
});
