import { describe, expect, it } from 'vitest';
import { readApproval } from '../../core/audit/bundle/approval';
import { ACME, aPerson } from '../../core/conformance/store-under-test';
import { until } from '../gateway/testing/gateway-server';
import { send, startFakeGuardian } from './testing/fake-guardian';
import { storeForTest } from './testing/port-for-tests';
import { watchOver } from './testing/watch-over';

const actionsOf = (rows: { action: string }[]) => rows.map(({ action }) => action);

describe('the events of a Guardian', () => {
  it('join the tenant’s chain in order, with who did it, and the Guardian is told that they are there', async () => {
    const store = await storeForTest();
    await store.transaction(ACME.id, (tx) => tx.savePerson(aPerson()));
    const guardian = await startFakeGuardian();
    guardian.tell('kill', 'CORE TERMINATED');
    guardian.tell('acknowledge', 'ACKNOWLEDGED', { actor: 'alice@acme.example', correlation_id: 'c-1' });
    guardian.tell('policy_reset', 'RESET', { actor: 'root@agents-01' });
    guardian.tell('rollback');
    const record = guardian.exit('exit-1');
    const { see } = await watchOver([guardian], { store });
    const { rows } = await see(({ rows: all }) => all.length === 5);
    expect(actionsOf(rows)).toEqual([
      'guardian_kill',
      'guardian_kill_acknowledged',
      'guardian_policy_reset',
      'guardian_core_rolled_back',
      'guardian_approval',
    ]);
    const actors = rows.map(({ metadata_json: { actor, actor_email } }) => actor_email ?? actor);
    expect(actors.slice(0, 3)).toEqual([
      'host:agents-01/Guardian',
      'alice@acme.example',
      'host:agents-01/root@agents-01',
    ]);
    expect([rows[1]?.request_id, rows[4]?.request_id]).toEqual(['c-1', 'exit-1']);
    expect(readApproval(rows[4] ?? {})).toEqual(record);
    await until(() => guardian.heard.at(-1)?.query.get('after') === 'evt-000005');
  });

  it('are taken once, although several control planes ask at the same time', async () => {
    const guardian = await startFakeGuardian();
    const { see, running } = await watchOver([guardian], { watches: 4 });
    for (let n = 0; n < 250; n += 1) guardian.tell('kill');
    const { rows } = await see(({ rows: all }) => all.length >= 250);
    for (const watch of running) await watch.stop();
    expect(rows.map(({ metadata_json: { event_id } }) => event_id)).toEqual(
      Array.from({ length: 250 }, (_, n) => `evt-${String(n + 1).padStart(6, '0')}`),
    );
  });

  it('that a Guardian makes after it was restored from a backup are taken although their numbers were used, and a row tells of it', async () => {
    const guardian = await startFakeGuardian();
    for (let hour = 1; hour <= 3; hour += 1) {
      const timestamp = `2026-11-27T0${hour}:00:00.000Z`;
      guardian.tell('kill', `KILL ${hour}`, { timestamp });
    }
    const { see, running } = await watchOver([guardian], { watches: 2 });
    await see(({ rows }) => rows.length === 3);
    // The backup is of after the first event. There was a kill before the control plane asked again.
    guardian.events.length = 1;
    guardian.tell('kill', 'KILL after the restore', { timestamp: '2026-11-27T04:00:00.000Z' });
    await see(({ rows }) => rows.length === 5);
    guardian.tell('acknowledge');
    const { rows } = await see(({ rows: all }) => all.length === 6);
    for (const watch of running) await watch.stop();
    expect(rows.map(({ metadata_json: { outcome, newest_event: newest } }) => outcome ?? newest)).toEqual([
      'KILL 1',
      'KILL 2',
      'KILL 3',
      'evt-000002',
      'KILL after the restore',
      'TOLD',
    ]);
    expect(rows[3]).toMatchObject({
      action: 'guardian_log_went_back',
      decision: 'deny',
      metadata_json: { host: 'agents-01', known_event: 'evt-000003' },
    });
  });

  it('are refused as a whole when they are not in order', async () => {
    const guardian = await startFakeGuardian();
    guardian.tell('kill');
    guardian.answerWith((call, to) => {
      const data =
        call.path === '/guardian/status'
          ? guardian.status
          : { items: [guardian.events[0], guardian.events[0]] };
      send(to, 200, { success: true, data });
    });
    const { see, store } = await watchOver([guardian]);
    await see(({ modes }) => modes.get('agents-01') === 'NORMAL');
    await until(() => guardian.heard.length > 5);
    expect(await store.read(ACME.id, (reading) => reading.head())).toBeNull();
  });

  it('tell an approval that comes again under another number as what it is', async () => {
    const guardian = await startFakeGuardian();
    guardian.exit('exit-1');
    guardian.exit('exit-1');
    const { see } = await watchOver([guardian]);
    const { rows } = await see(({ rows: all }) => all.length === 2);
    expect(actionsOf(rows)).toEqual(['guardian_approval', 'guardian_approval_refused']);
    expect(rows[1]?.metadata_json['approval_fault']).toBe('repeated');
  });
});
