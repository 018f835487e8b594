import { describe, expect, test } from 'vitest';
import { acme, globex, personOf, ROLES, type OpenApi, type Sent } from './api-fixture';
import { engage, release, SWITCH } from './api-toggles';

const TOGGLES = ['ADMIN', 'OWNER', 'SECURITY', 'SECURITY_ANALYST'];
const READS_AUDIT = [...TOGGLES, 'AUDITOR', 'READ_ONLY'];

/** Every call that needs a session: who may use it, and what it answers to them here. */
const calls: [name: string, path: string, sent: Sent, may: string[], status: number][] = [
  ['read who they are', '/auth/me', {}, ROLES, 200],
  ['renew their session', '/auth/refresh', { method: 'POST' }, ROLES, 200],
  ['read the status', SWITCH, {}, TOGGLES, 200],
  ['engage', SWITCH, engage(), TOGGLES, 200],
  ['disengage', SWITCH, release(), TOGGLES, 409],
  ['read the effect', `${SWITCH}/effect`, {}, TOGGLES, 200],
  ['read the history', '/audit/logs', {}, READS_AUDIT, 200],
  ['verify the history', '/audit/logs/verify', {}, READS_AUDIT, 200],
  ['have a checkpoint', '/audit/checkpoint', {}, READS_AUDIT, 200],
  ['have the bundle', '/audit/bundle', {}, READS_AUDIT, 200],
];

export function testRoles(api: () => OpenApi): void {
  describe.each(calls)('whoever wants to %s', (_name, path, sent, may, status) => {
    test.each(ROLES)('as %s gets what this role may have [AEGIS-12, AEGIS-13, AEGIS-48]', async (role) => {
      const { send, signIn } = api();
      const answer = await send(path, { ...sent, as: await signIn(role) });
      expect(answer.status).toBe(may.includes(role) ? status : 403);
    });

    test('of another tenant, without a session, or without a tenant gets nothing [AEGIS-59, AEGIS-60]', async () => {
      const { send, signIn } = api();
      const gus = await signIn('ADMIN', globex);
      const foreign = await send(path, { ...sent, as: gus, headers: { 'x-tenant-id': acme.id } });
      expect(foreign.status).toBe(403);
      if (path.includes(acme.id)) expect((await send(path, { ...sent, as: gus })).status).toBe(403);
      expect((await send(path, { ...sent, headers: { 'x-tenant-id': acme.id } })).status).toBe(401);
      const none = await send(path, {
        ...sent,
        headers: { authorization: `Bearer ${(await signIn('ADMIN')).token}` },
      });
      expect(none.status).toBe(400);
    });
  });

  test('a role that was taken away holds from the next request on', async () => {
    const { send, signIn, store, rows } = api();
    const as = await signIn('ADMIN');
    await store.transaction(acme.id, (tx) => tx.savePerson({ ...personOf(acme, 'ADMIN'), role: 'VIEWER' }));
    expect((await send(SWITCH, { as, ...engage() })).status).toBe(403);
    expect((await rows()).map(({ action }) => action)).toEqual(['kill_switch_refused']);
  });

  test('refused toggles leave one row a minute for each person, with their number', async () => {
    const { send, signIn, store, rows } = api();
    const as = await signIn('VIEWER');
    for (let index = 0; index < 5; index += 1) await send(SWITCH, { as, ...engage() });
    expect(await rows()).toMatchObject([
      {
        action: 'kill_switch_refused',
        metadata: { asked: 'engage', count: 1, actor_email: 'viewer@acme.example' },
      },
    ]);
    const { id } = personOf(acme, 'VIEWER');
    await store.transaction(acme.id, async (tx) => {
      const { count, recordedAt } = await tx.refusals(id);
      await tx.saveRefusals(id, { count, recordedAt: recordedAt - 60_000 });
    });
    await send(SWITCH, { as, ...release() });
    // Four that were only counted, and the one that is told now.
    expect((await rows()).at(-1)?.metadata).toMatchObject({ asked: 'disengage', count: 5 });
    expect(await rows()).toHaveLength(2);
  });

  test('a release gives a revoked agent nothing back: it stays out [AEGIS-57, AEGIS-58]', async () => {
    const { send, signIn, store, beats } = api();
    const agent = {
      id: '9a1b2c3d-0000-4000-8000-000000000001',
      tenantId: acme.id,
      name: 'rogue',
      keyHash: 'a',
      revoked: true,
      host: null,
    };
    await store.transaction(acme.id, (tx) => tx.saveAgent(agent));
    const as = await signIn('ADMIN');
    await send(SWITCH, { as, ...engage() });
    await send(SWITCH, { as, ...release() });
    expect(await store.read(acme.id, (reading) => reading.agents())).toEqual([agent]);
    const gateway = { id: '9a1b2c3d-0000-4000-8000-000000000002', name: 'gateway-a' };
    expect((await beats.beat({ gateway, epochs: [], calls: [], leaked: [] })).agents).toEqual([]);
  });

  test('somebody of another tenant leaves no row in this one', async () => {
    const { send, signIn, rows } = api();
    await send(SWITCH, { as: await signIn('ADMIN', globex), ...engage() });
    expect([await rows(), await rows(globex)]).toEqual([[], []]);
  });

  test('unknown paths and methods are told as such, in JSON', async () => {
    const { send, signIn } = api();
    const as = await signIn('ADMIN');
    expect((await send('/decision/nothing', { as })).status).toBe(404);
    expect((await send(SWITCH, { as, method: 'PUT', body: {} })).status).toBe(405);
    for (const path of ['/guardian/status', '/control/api/status'])
      expect((await send(path, { as })).status).toBe(404);
  });
}
