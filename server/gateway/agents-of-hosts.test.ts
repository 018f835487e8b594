import { describe, expect, it } from 'vitest';
import { createFakeBeats } from './testing/fake-beats';
import { startTestGateway, until } from './testing/gateway-server';

const HELD = { key: 'ksa_held' };

describe('an agent that belongs to a host', () => {
  it('is refused while the host is in Safe Mode, with its name, its mode and since when', async () => {
    const beats = createFakeBeats();
    beats.hearOf('NORMAL');
    const { execute, ask, gateway } = await startTestGateway({ beats });
    expect((await execute(HELD)).status).toBe(200);
    beats.hearOf('SAFE');
    gateway.beatNow();
    await until(() => beats.reports.length > 1);
    const refused = await execute(HELD);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        error: 'host_safe_mode',
        data: { host: 'agents-01', mode: 'SAFE', since: '1970-01-01T00:00:00.000Z' },
      },
    });
    expect((await ask('/authz', HELD)).headers['x-kill-switch']).toBe('host_safe_mode');
    expect(gateway.decisions()).toEqual({ allowed: 1, host_safe_mode: 2 });
    gateway.beatNow();
    await until(() => beats.reports.flatMap(({ calls }) => calls).some(({ denied }) => denied === 2));
  });

  it('is refused with 503 when the host is silent for more than 15 s, also between two beats', async () => {
    const beats = createFakeBeats();
    beats.hearOf('NORMAL', 13_000);
    const { execute, ask, passTime } = await startTestGateway({ beats });
    expect((await execute(HELD)).status).toBe(200);
    beats.hang();
    passTime(2_500);
    const { status, headers, body } = await execute(HELD);
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    expect(body).toMatchObject({ error: 'host_unknown', data: { host: 'agents-01', mode: 'NORMAL' } });
    const proxied = await ask('/authz', HELD);
    expect([proxied.status, proxied.headers['x-kill-switch']]).toEqual([403, 'host_unknown']);
  });

  it('is refused when the store does not know the host', async () => {
    const { execute } = await startTestGateway();
    expect(await execute(HELD)).toMatchObject({
      status: 503,
      body: { error: 'host_unknown', data: { host: 'agents-01', mode: null, last_seen_at: null } },
    });
  });

  it('alone is touched: agents without a host are handed over whatever the host does', async () => {
    const beats = createFakeBeats();
    beats.hearOf('OPERATOR_OVERRIDE');
    const { execute } = await startTestGateway({ beats });
    expect((await execute()).status).toBe(200);
    expect((await execute({ key: 'ksa_globex' })).status).toBe(200);
    expect((await execute(HELD)).status).toBe(403);
  });
});
