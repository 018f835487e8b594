import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { ACME, anAgent, idOf, toggle } from '../../core/conformance/store-under-test';
import { until } from '../gateway/testing/gateway-server';
import { openEmptySqlite } from '../stores/sqlite/sqlite-for-tests';
import { startHostWatch } from './host-watch';
import { startFakeGuardian } from './testing/fake-guardian';

const TOLD = '/guardian/refused-calls';

it('a Guardian that is not NORMAL is told how many calls of its own agents were refused, again only when there are more [F7-105]', async () => {
  const { store, openBeats, close } = await openEmptySqlite();
  onTestFinished(close);
  await store.addTenant(ACME);
  const guardian = await startFakeGuardian();
  const beats = await openBeats();
  onTestFinished(() => beats.close());
  const gateway = { id: randomUUID(), name: 'eu-1' };
  const refuse = (epoch: number, denied: number) =>
    beats.beat({
      gateway,
      epochs: [{ tenantId: ACME.id, epoch }],
      calls: ['bound', 'free'].map((agent) => ({
        tenantId: ACME.id,
        epoch,
        agent,
        allowed: 0,
        denied,
        lastAllowedAt: null,
      })),
      leaked: [],
    });
  await store.transaction(ACME.id, async (tx) => {
    await tx.saveHost(guardian.record(ACME.id));
    await tx.saveAgent(anAgent({ name: 'bound', keyHash: 'k1', host: 'agents-01' }));
    await tx.saveAgent(anAgent({ id: idOf(6), name: 'free', keyHash: 'k2' }));
  });
  await refuse(0, 4);
  const log = { info: () => {}, warn: () => {} };
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const watch = startHostWatch({ store, log, failed, everyMs: 20 });
  onTestFinished(() => watch.stop());
  const told = () => guardian.heard.filter(({ path }) => path === TOLD);
  const looks = () => guardian.heard.filter(({ path }) => path === '/guardian/status').length;
  const untilLooks = (more: number, from = looks()) => until(() => looks() >= from + more);

  await untilLooks(3);
  expect(told()).toEqual([]);
  guardian.status['mode'] = 'SAFE';
  await until(() => told().length > 0);
  await untilLooks(3);
  expect(told()).toMatchObject([{ method: 'POST', person: { role: 'CONTROL_PLANE' } }]);
  expect(JSON.parse(told()[0]?.body ?? '')).toEqual({ items: [{ agent: 'bound', epoch: 0, denied: 4 }] });

  await refuse(0, 5);
  await until(() => told().length > 1);
  expect(JSON.parse(told()[1]?.body ?? '')).toEqual({ items: [{ agent: 'bound', epoch: 0, denied: 5 }] });

  // An engaged switch refuses with or without the host.
  await store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
  await refuse(1, 7);
  await untilLooks(3);
  expect(told()).toHaveLength(2);
  expect(failures).toEqual([]);
});
