// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { personas, tenants } from '../seeds/personas';
import { createTestApi, engage, SWITCH } from '../test-api';

const ENGAGED = '/audit/logs?action=kill_switch_engaged';

/** Answers are only compared here, so an empty page stands for any wrong one. */
function itemsOf(body: Record<string, unknown>): Record<string, unknown>[] {
  const { data } = body;
  return typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data.items)
    ? data.items
    : [];
}

describe('the audit log', () => {
  it.each([
    ['admin', 200],
    ['security', 200],
    ['auditor', 200],
    ['viewer', 403],
  ] as const)('lets %s read and verify with status %i', async (as, status) => {
    const { json } = await createTestApi();
    expect((await json('/audit/logs', { as })).status).toBe(status);
    expect((await json('/audit/logs/verify', { as })).status).toBe(status);
  });

  it.each(['READ_ONLY', 'DEVELOPER'])('lets %s read, as the running Aegis does', async (role) => {
    const { json, backend } = await createTestApi();
    await backend.setRole('viewer', role);
    expect((await json('/audit/logs', { as: 'viewer' })).status).toBe(200);
    expect((await json('/audit/logs/verify', { as: 'viewer' })).status).toBe(200);
    expect((await json(SWITCH, { as: 'viewer' })).status).toBe(403);
  });

  it('has a row for every toggle, like the recordings [AEGIS-15, AEGIS-44, AEGIS-54]', async () => {
    const { json } = await createTestApi({ seed: 'none' });
    await json(SWITCH, { ...engage('security'), headers: { 'x-request-id': 'req-7' } });
    const { body } = await json(ENGAGED, { as: 'auditor' });
    expect(body.data).toEqual({
      total: 1,
      limit: 50,
      offset: 0,
      items: [
        {
          id: expect.any(String),
          timestamp: '2026-11-21T09:00:00.000Z',
          tenant_id: tenants.acme.id,
          agent_id: '00000000-0000-0000-0000-000000000000',
          action: 'kill_switch_engaged',
          tool: '',
          decision: 'allow',
          reason: '',
          metadata_json: {
            actor: personas.security.id,
            actor_email: personas.security.email,
            actor_name: personas.security.fullName,
            reason: 'Runaway agent',
            epoch: 1,
          },
          request_id: 'req-7',
          event_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          prev_hash: '0'.repeat(64),
        },
      ],
    });
  });

  it('is newest first, in pages, filtered by exactly one action [AEGIS-34]', async () => {
    const { json } = await createTestApi({ seed: 'twenty' });
    const page = async (query: string) => itemsOf((await json(`/audit/logs?${query}`, { as: 'admin' })).body);
    const all = await page('limit=500');
    const times = all.map(({ timestamp }) => String(timestamp));
    expect(times).toHaveLength(20);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await page('limit=3&offset=4')).toEqual(all.slice(4, 7));
    expect(await page('offset=5000')).toEqual([]);
    expect(await page('action=kill_switch_disengaged')).toHaveLength(10);
    expect(await page('action=kill_switch_engaged,kill_switch_disengaged')).toEqual([]);
    expect(await page('from=2199-01-01')).toHaveLength(20);
  });

  it.each([
    ['limit=0', 'greater_than_equal', 'Input should be greater than or equal to 1'],
    ['limit=501', 'less_than_equal', 'Input should be less than or equal to 500'],
    ['limit=abc', 'int_parsing', 'Input should be a valid integer, unable to parse string as an integer'],
    ['limit=', 'int_parsing', 'Input should be a valid integer, unable to parse string as an integer'],
    ['offset=-1', 'greater_than_equal', 'Input should be greater than or equal to 0'],
  ])('refuses %s', async (query, type, msg) => {
    const { json } = await createTestApi();
    const { status, body } = await json(`/audit/logs?${query}`, { as: 'admin' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: 'Validation failed', meta: { details: [{ type, msg }] } });
  });

  it('shows a tenant only its own rows, unless it is told to leak', async () => {
    const { json } = await createTestApi({ seed: 'twenty', foreignRows: 3 });
    const own = itemsOf((await json('/audit/logs?limit=500', { as: 'admin' })).body);
    expect(own.filter((row) => row.tenant_id === tenants.globex.id)).toHaveLength(3);
    const others = itemsOf((await json('/audit/logs?limit=500', { as: 'otherAdmin' })).body);
    expect(others.map((row) => row.tenant_id)).toEqual(Array(3).fill(tenants.globex.id));
    expect((await json('/audit/logs/verify', { as: 'admin' })).body.data).toMatchObject({
      valid: true,
      processed_count: 20,
    });
  });

  it('can contain odd rows without breaking the chain', async () => {
    const { send, json } = await createTestApi({ seed: 'none', malformedRows: 15 });
    const text = await (await send('/audit/logs', { as: 'admin' })).text();
    expect(text).toContain('"metadata_json":null');
    expect(text).toContain('"__proto__":{"action":"polluted"}');
    expect(text).toContain('"not a row"');
    expect((await json('/audit/logs/verify', { as: 'admin' })).body.data).toMatchObject({ valid: true });
  });
});

describe('verification', () => {
  it('finds an unchanged chain valid', async () => {
    const { json } = await createTestApi();
    await json(SWITCH, engage('admin'));
    expect((await json('/audit/logs/verify', { as: 'auditor' })).body.data).toEqual({
      tenant_id: tenants.acme.id,
      valid: true,
      is_integrous: true,
      processed_count: 9,
      error_count: 0,
      violations: [],
    });
  });

  it('has nothing to check when there are no rows', async () => {
    const { json } = await createTestApi({ seed: 'none' });
    expect((await json('/audit/logs/verify', { as: 'auditor' })).body.data).toMatchObject({
      valid: true,
      processed_count: 0,
      details: 'No logs found to verify.',
    });
  });

  it('names the changed row, or no row like the running service', async () => {
    const { json, backend } = await createTestApi({ brokenChain: true });
    const broken = { valid: false, is_integrous: false, error_count: 1, processed_count: 8 };
    const verify = async () => (await json('/audit/logs/verify', { as: 'auditor' })).body.data;
    const changed = itemsOf((await json('/audit/logs', { as: 'auditor' })).body)[3];
    expect(changed?.metadata_json).toMatchObject({ reason: '(changed afterwards)' });
    expect(await verify()).toMatchObject({
      ...broken,
      violations: [{ row_id: changed?.id, type: 'event_hash_mismatch', actual: changed?.event_hash }],
    });
    backend.faults.set('history', 'verify-names-no-row');
    expect(await verify()).toMatchObject({ ...broken, violations: [], error: 'Audit tampering detected' });
  });
});
