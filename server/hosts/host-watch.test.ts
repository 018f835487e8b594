import { describe, expect, it, onTestFinished } from 'vitest';
import { readApproval } from '../../core/audit/bundle/approval';
import { shownRow } from '../../core/audit/chain/chain';
import { sampleGuardian } from '../../core/conformance/sample-guardian';
import { ACME, aPerson, GLOBEX } from '../../core/conformance/store-under-test';
import type { Store } from '../../core/ports/store';
import { until } from '../gateway/testing/gateway-server';
import { startHostWatch } from './host-watch';
import { send, startFakeGuardian, type FakeGuardian } from './testing/fake-guardian';
import { storeForTest } from './testing/port-for-tests';

type Line = { message: string } & Record<string, unknown>;

/** A watch over these Guardians' hosts, all of them Acme's, that looks without a pause. */
async function watchOver(guardians: FakeGuardian[], { watches = 1, store = null as Store | null } = {}) {
  const used = store ?? (await storeForTest());
  for (const guardian of guardians) {
    await used.transaction(ACME.id, (tx) => tx.saveHost(guardian.record(ACME.id)));
  }
  const lines: Line[] = [];
  const failures: unknown[] = [];
  const write = (facts: object, message: string) => void lines.push({ message, ...facts });
  const running = Array.from({ length: watches }, () =>
    startHostWatch({
      store: used,
      log: { info: write, warn: write },
      failed: (error) => void failures.push(error),
      everyMs: 20,
    }),
  );
  onTestFinished(async () => {
    for (const watch of running) await watch.stop();
    expect(failures).toEqual([]);
  });
  let known = new Map<string, string | null>();
  let rows: ReturnType<typeof shownRow>[] = [];
  /** Waits until the store has this. */
  const see = async (holds: (seen: { modes: Map<string, string | null>; rows: typeof rows }) => boolean) => {
    const deadline = performance.now() + 10_000;
    for (;;) {
      await used.read(ACME.id, async (reading) => {
        known = new Map((await reading.hosts()).map(({ name, mode }) => [name, mode]));
        rows = (await reading.auditAfter(0, 500)).map(shownRow);
      });
      if (holds({ modes: known, rows })) return { modes: known, rows };
      if (performance.now() > deadline) throw new Error(`Not seen: ${JSON.stringify([[...known], rows])}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  return { store: used, lines, see, running };
}

const actionsOf = (rows: { action: string }[]) => rows.map(({ action }) => action);

describe('the watch over hosts', () => {
  it('keeps what each Guardian says, asked in the name of the control plane', async () => {
    const guardian = await startFakeGuardian();
    const { see, lines, store } = await watchOver([guardian]);
    await see(({ modes }) => modes.get('agents-01') === 'NORMAL');
    guardian.status['mode'] = 'OPERATOR_OVERRIDE';
    await see(({ modes }) => modes.get('agents-01') === 'OPERATOR_OVERRIDE');
    const [host] = await store.hosts();
    expect(host).toMatchObject({
      since: Date.parse('2026-11-27T08:00:00Z'),
      containment: 'pidns',
      platform: 'linux',
      lastSeenAt: expect.any(Number),
    });
    expect(new Set(guardian.heard.map(({ path }) => path))).toEqual(
      new Set(['/guardian/status', '/guardian/outbox']),
    );
    expect(guardian.heard[0]?.person).toMatchObject({ role: 'CONTROL_PLANE', host: 'agents-01' });
    expect(lines).toMatchObject([{ message: 'the host has another mode', mode: 'OPERATOR_OVERRIDE' }]);
  });

  it('lets no host wait for another that hangs, and none of another tenant be touched', async () => {
    const slow = await startFakeGuardian('slow');
    slow.answerWith(() => undefined);
    const others = await Promise.all(['a', 'b', 'c'].map((name) => startFakeGuardian(name)));
    const { see, store } = await watchOver([slow, ...others]);
    await see(({ modes }) => ['a', 'b', 'c'].every((name) => modes.get(name) === 'NORMAL'));
    for (const { status } of others) status['mode'] = 'SAFE';
    await see(({ modes }) => ['a', 'b', 'c'].every((name) => modes.get(name) === 'SAFE'));
    expect(slow.heard).toHaveLength(1);
    expect((await store.hosts()).find(({ name }) => name === 'slow')?.lastSeenAt).toBeNull();
    expect(await store.read(GLOBEX.id, (reading) => reading.hosts())).toEqual([]);
  });

  it.each<[string, (guardian: FakeGuardian) => void]>([
    ['says that it is another host', ({ status }) => (status['host'] = 'agents-02')],
    ['has a mode that is none', ({ status }) => (status['mode'] = 'FINE')],
    ['does not accept the statement', ({ answerWith }) => answerWith((_call, to) => send(to, 401, {}))],
    ['answers with a page', ({ answerWith }) => answerWith((_call, to) => to.end('<html>'))],
  ])('believes nothing of a Guardian that %s', async (_, lie) => {
    const guardian = await startFakeGuardian();
    lie(guardian);
    guardian.tell('kill');
    const { store } = await watchOver([guardian]);
    await until(() => guardian.heard.length > 3);
    expect(await store.hosts()).toMatchObject([{ mode: null, lastSeenAt: null, lastEvent: null }]);
    expect(await store.read(ACME.id, (reading) => reading.head())).toBeNull();
  });

  it('knows no mode of a Guardian whose last exit another key signed, and tells that once', async () => {
    const guardian = await startFakeGuardian();
    const { see, lines } = await watchOver([guardian]);
    await see(({ modes }) => modes.get('agents-01') === 'NORMAL');
    guardian.exit('exit-1', sampleGuardian('agents-01', 9));
    const { rows } = await see(({ modes, rows: all }) => modes.get('agents-01') === null && all.length > 0);
    expect(rows).toMatchObject([
      {
        action: 'guardian_approval_refused',
        decision: 'deny',
        metadata_json: { approval_fault: 'not_registered' },
      },
    ]);
    const told = lines.filter(({ message }) => message.includes('not signed by this host'));
    expect(told).toHaveLength(1);
  });
});

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
