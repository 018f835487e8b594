import { randomUUID } from 'node:crypto';
import { setImmediate as othersRun } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { acme, openApi } from '../../../core/conformance/api-fixture';
import { toggle } from '../../../core/kill-switch/toggle';
import { nodeSha256 } from '../../sha256';
import { openEmptySqlite } from './sqlite-for-tests';

const ROWS = 4_000;
/** More than the store has connections to read with. */
const READINGS = 10;

it('an engage is answered before the many readings of the whole history that were asked for first', async () => {
  const opened = await openEmptySqlite();
  const beats = await opened.openBeats();
  onTestFinished(async () => {
    await beats.close();
    await opened.close();
  });
  const api = await openApi({ ...opened, beats }, { sha256: nodeSha256 });
  await opened.store.transaction(acme.id, async (tx) => {
    const actor = { id: 'ada', email: null, name: null };
    for (let index = 0; index < ROWS; index += 1) {
      const engage = index % 2 === 0;
      const order = { engage, actor, reason: 'then', requestId: randomUUID(), address: null };
      await toggle(tx, { ...order, expectedEpoch: null, announce: false }, randomUUID);
    }
  });
  const as = await api.signIn('ADMIN');

  const order: string[] = [];
  const readings = Array.from({ length: READINGS }, async () => {
    const { status } = await api.send('/audit/logs/verify', { as });
    order.push('reading');
    return status;
  });
  // They have begun, and hold what they hold.
  for (let turn = 0; turn < 3; turn += 1) await othersRun();
  const body = { action: 'engage', reason: 'now' };
  const engage = await api.send(`/decision/kill-switch/${acme.id}`, { as, body });
  order.push('engage');
  expect(engage.status).toBe(200);
  expect(await Promise.all(readings)).toEqual(readings.map(() => 200));
  expect(order[0]).toBe('engage');
});
