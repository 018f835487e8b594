import { onTestFinished } from 'vitest';
import { ACME, GLOBEX } from '../../../core/conformance/store-under-test';
import type { HostCall } from '../../../core/ports/ports';
import type { Store } from '../../../core/ports/store';
import { openEmptySqlite } from '../../stores/sqlite/sqlite-for-tests';
import { createHosts } from '../hosts';
import type { FakeGuardian } from './fake-guardian';

export const ada = { id: 'ada-id', email: 'ada@acme.example', role: 'ADMIN' };
export const reading = (path: string, query = ''): HostCall => ({
  method: 'GET',
  path,
  query: new URLSearchParams(query),
  body: '',
  requestId: 'request-1',
  adminToken: null,
});
export const enter: HostCall = {
  ...reading('/guardian/safe-mode/enter'),
  method: 'POST',
  body: '{"reason":"Überprüfung"}',
};

/** A store with the tenants Acme and Globex, which ends with the test. */
export async function storeForTest(): Promise<Store> {
  const { store, close } = await openEmptySqlite();
  onTestFinished(close);
  for (const tenant of [ACME, GLOBEX]) await store.addTenant(tenant);
  return store;
}

/** The hosts port on a store that has this Guardian's host, for Acme. */
export async function portFor(guardian: FakeGuardian, change = {}, ms = 10_000) {
  const store = await storeForTest();
  const host = guardian.record(ACME.id, change);
  await store.transaction(ACME.id, (tx) => tx.saveHost({ ...host, lastSeenAt: 1_000 }));
  const acted: string[] = [];
  const times = { readingMs: ms, actionMs: ms };
  const hosts = createHosts({ store, times, acted: ({ name }) => void acted.push(name) });
  const asked = { tenantId: ACME.id, name: 'agents-01', person: ada };
  const ask = async (call: HostCall) => {
    const response = await hosts.guardian(asked, call);
    if (!response) throw new Error('There is no such host.');
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  return { hosts, asked, ask, acted };
}
