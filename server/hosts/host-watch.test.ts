import { describe, expect, it } from 'vitest';
import { sampleGuardian } from '../../core/conformance/sample-guardian';
import { ACME, GLOBEX } from '../../core/conformance/store-under-test';
import { until } from '../gateway/testing/gateway-server';
import { send, startFakeGuardian, type FakeGuardian } from './testing/fake-guardian';
import { watchOver } from './testing/watch-over';

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
