// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { FaultName, FaultTarget } from './faults';
import { personas } from '../seeds/personas';
import type { SeedOptions } from '../db';
import { createTestApi, disengage, engage, SWITCH } from '../test-api';

async function misbehaving(target: FaultTarget, fault: FaultName, seed: SeedOptions = { seed: 'none' }) {
  const api = await createTestApi(seed);
  api.backend.faults.set(target, fault);
  return {
    ...api,
    status: async () => (await api.json(SWITCH, { as: 'admin' })).body.data,
    rows: async () => {
      const { body } = await api.json('/audit/logs', { as: 'admin' });
      const { data } = body as { data: { items: { action: string; metadata_json: unknown }[] } };
      return data.items.map(({ action, metadata_json }) => [action, metadata_json]);
    },
  };
}

describe('a service that works differently', () => {
  it('no-engaged-at: the status says neither when nor who', async () => {
    const { status, json } = await misbehaving('any', 'no-engaged-at');
    await json(SWITCH, engage('admin'));
    expect(await status()).toEqual({
      status: 'engaged',
      tenant_id: personas.admin.tenantId,
      reason: 'Runaway agent',
    });
  });

  it('reason-ignored: constants are stored as reasons, and a toggle needs none', async () => {
    const { status, json, rows } = await misbehaving('toggle', 'reason-ignored');
    expect(
      (await json(SWITCH, { method: 'POST', as: 'admin', body: { action: 'engage', reason: '' } })).status,
    ).toBe(200);
    expect(await status()).toMatchObject({ reason: 'manual_admin_lockdown' });
    expect((await json(SWITCH, disengage('security'))).status).toBe(200);
    expect(await rows()).toEqual([
      ['kill_switch_disengaged', { actor: personas.security.id, reason: 'manual_admin_disengage' }],
      ['kill_switch_engaged', { actor: personas.admin.id, reason: 'manual_admin_lockdown' }],
    ]);
  });

  it('delete-body-lost: a disengage is refused for a missing reason, although one was sent', async () => {
    const { json, status, backend } = await misbehaving('toggle', 'delete-body-lost', { engaged: true });
    expect(await json(SWITCH, disengage('admin'))).toMatchObject({
      status: 400,
      body: { error: 'reason_required' },
    });
    expect(backend.requests.at(-1)).toMatchObject({ method: 'DELETE', body: { reason: 'All clear' } });
    expect(await status()).toMatchObject({ status: 'engaged' });
  });

  it('delete-body-lost-accepted: a disengage is carried out with no reason recorded', async () => {
    const { json, rows } = await misbehaving('toggle', 'delete-body-lost-accepted', {
      seed: 'none',
      engaged: true,
    });
    expect((await json(SWITCH, disengage('admin'))).status).toBe(200);
    const { id, email, fullName } = personas.admin;
    expect(await rows()).toEqual([
      [
        'kill_switch_disengaged',
        { actor: id, actor_email: email, actor_name: fullName, epoch: 2, reason: null },
      ],
    ]);
  });

  it('stale-replica: for 20 s readings return the state before the newest toggle', async () => {
    const { json, status, pass } = await misbehaving('status', 'stale-replica', { engaged: true });
    await json(SWITCH, disengage('admin'));
    pass(19.999);
    expect(await status()).toMatchObject({ status: 'engaged', engaged_by: personas.security.email });
    expect((await json(SWITCH, disengage('security'))).body.error).toBe('already_disengaged');
    pass(0.001);
    expect(await status()).toMatchObject({ status: 'disengaged' });
  });

  it('audit-lag: the row appears 12 s later, and the chain stays intact until then', async () => {
    const { json, rows, pass, backend } = await misbehaving('history', 'audit-lag');
    const verdict = async () => (await json('/audit/logs/verify', { as: 'admin' })).body.data;
    await json(SWITCH, engage('admin'));
    backend.faults.clear();
    await json(SWITCH, disengage('security'));
    expect((await rows()).map(([action]) => action)).toEqual(['kill_switch_disengaged']);
    expect(await verdict()).toMatchObject({ valid: true, processed_count: 0 });
    pass(12);
    expect((await rows()).map(([action]) => action)).toEqual([
      'kill_switch_disengaged',
      'kill_switch_engaged',
    ]);
    expect(await verdict()).toMatchObject({ valid: true, processed_count: 2 });
  });

  it('disengage-reverts: the reconciler engages again after 30 s, with the old reason', async () => {
    const { json, status, rows, pass } = await misbehaving('toggle', 'disengage-reverts');
    await json(SWITCH, engage('admin'));
    expect((await json(SWITCH, disengage('admin'))).status).toBe(200);
    pass(29);
    expect(await status()).toMatchObject({ status: 'disengaged' });
    pass(5);
    expect(await status()).toMatchObject({
      status: 'engaged',
      engaged_at: '2026-11-21T09:00:30.000Z',
      engaged_by: 'reconciler',
    });
    expect((await rows())[0]).toEqual([
      'kill_switch_engaged',
      { actor: 'reconciler', reason: 'Runaway agent', epoch: 3 },
    ]);
  });

  it('disengage-reverts: the reconciler does nothing after somebody engaged meanwhile', async () => {
    const { json, status, rows, pass } = await misbehaving('toggle', 'disengage-reverts', {
      seed: 'none',
      engaged: true,
    });
    await json(SWITCH, disengage('admin'));
    await json(SWITCH, engage('security'));
    pass(60);
    expect(await status()).toMatchObject({ engaged_by: personas.security.email });
    expect(await rows()).toHaveLength(2);
  });

  it('me-refused and me-empty: the answers are those of the recordings', async () => {
    const { json, send, backend } = await misbehaving('auth', 'me-refused');
    expect((await json('/auth/me', { as: 'admin' })).status).toBe(200);
    expect(await json('/auth/me', { as: 'viewer' })).toEqual({
      status: 403,
      body: { error: 'Forbidden', detail: "role 'VIEWER' below required min 'READ_ONLY' for GET /auth/me" },
    });
    backend.faults.set('auth', 'me-empty');
    const empty = await send('/auth/me', { as: 'admin' });
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect(
      (await send('/auth/refresh', { method: 'POST', as: 'admin' })).headers.get('content-length'),
    ).not.toBe('0');
  });

  it('renewal-refused and logout-refused: the answers are those of the recordings, and the session continues', async () => {
    for (const [fault, path] of [
      ['renewal-refused', '/auth/refresh'],
      ['logout-refused', '/auth/logout'],
    ] as const) {
      const { json } = await misbehaving('auth', fault);
      expect(await json(path, { method: 'POST', as: 'admin' })).toEqual({
        status: 403,
        body: {
          error: 'Forbidden',
          detail: `no RBAC rule covers POST ${path} — add an entry to services/gateway/_rbac_map.py`,
        },
      });
      expect((await json('/auth/me', { as: 'admin' })).status).toBe(200);
    }
  });
});
