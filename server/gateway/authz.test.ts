import { describe, expect, it } from 'vitest';
import { ACME, AGENTS, createFakeBeats } from './testing/fake-beats';
import { startTestGateway, until } from './testing/gateway-server';

describe('/authz, for a proxy in front of an agent', () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])(
    'answers %s with 200, the agent and its tenant, and no body',
    async (method) => {
      const { ask } = await startTestGateway();
      const { status, headers, body } = await ask('/authz/any/path', { method, key: 'ksa_billing' });
      expect([status, body]).toEqual([200, '']);
      expect(headers['x-agent']).toBe('billing%20%26%20more');
      expect(headers['x-tenant-id']).toBe(ACME);
    },
  );

  it('refuses with 403 and says that the switch is engaged [AEGIS-04]', async () => {
    const { ask, beats } = await startTestGateway();
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    const { status, headers, body } = await ask('/authz');
    expect([status, headers['x-kill-switch']]).toEqual([403, 'engaged']);
    expect(body).toMatchObject({ error: 'kill_switch_engaged', data: { engaged_by: 'ada@acme.example' } });
  });

  it('refuses with 403 and says that it does not know, where /execute says 503', async () => {
    const { ask, beats, passTime, gateway } = await startTestGateway();
    beats.hang();
    passTime(4_001);
    const { status, headers } = await ask('/authz');
    expect([status, headers['x-kill-switch']]).toEqual([403, 'unknown']);
    expect(gateway.isReady()).toBe(false);
  });

  it('knows no key to be wrong before the first answer', async () => {
    const beats = createFakeBeats();
    beats.hang();
    const { ask } = await startTestGateway({ beats, cold: true });
    expect((await ask('/authz', { key: 'ksa_x' })).headers['x-kill-switch']).toBe('unknown');
  });

  it('refuses an unknown key with 401, and another tenant with 403 and without a word about the switch', async () => {
    const { ask } = await startTestGateway();
    expect((await ask('/authz', { key: null })).status).toBe(401);
    const foreign = await ask('/authz', { headers: { 'X-Tenant-ID': AGENTS.ksa_globex.tenantId } });
    expect([foreign.status, foreign.headers['x-kill-switch']]).toEqual([403, undefined]);
  });

  it('counts as an agent’s call, under the path that the proxy was asked for, without its query', async () => {
    const { ask, beats } = await startTestGateway();
    await ask('/authz', { headers: { 'X-Forwarded-Uri': '/pay?secret=1' } });
    await ask('/authz/x', { headers: { 'X-Original-URI': '/mail' } });
    beats.toggle(true);
    await until(() => beats.reports.some(({ leaked }) => leaked.length > 0));
    const calls = beats.reports.flatMap((report) => report.calls);
    expect(calls).toContainEqual(expect.objectContaining({ agent: 'mail', epoch: 0, allowed: 2, denied: 0 }));
  });
});
