// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { personaKeys, personas, tenants } from '../seeds/personas';
import { createTestApi, disengage, engage, SWITCH } from '../test-api';

const acme = tenants.acme.id;
const post = (body: unknown) => ({ method: 'POST', as: 'admin' as const, body });

describe('who may use the kill switch', () => {
  it.each([
    ['admin', 200],
    ['security', 200],
    ['auditor', 403],
    ['viewer', 403],
  ] as const)('%s reads and toggles with status %i [AEGIS-12, AEGIS-13, AEGIS-48]', async (as, status) => {
    const { json } = await createTestApi();
    expect((await json(SWITCH, { as })).status).toBe(status);
    expect((await json(SWITCH, engage(as))).status).toBe(status);
    expect((await json(SWITCH, disengage(as))).status).toBe(status);
  });

  it('a refusal names the roles that may', async () => {
    const { json } = await createTestApi();
    const error = 'Kill switch requires ADMIN or SECURITY role';
    expect((await json(SWITCH, { as: 'viewer' })).body).toEqual({
      success: false,
      data: null,
      error,
      meta: null,
    });
  });

  it.each([
    ['OWNER', 200],
    ['SECURITY_ANALYST', 200],
    ['READ_ONLY', 403],
    ['DEVELOPER', 403],
    ['admin', 403],
    ['SUPERUSER', 403],
  ])('the present role decides: %s gets %i', async (role, status) => {
    const { json, backend } = await createTestApi();
    await json(SWITCH, { as: 'admin' });
    await backend.setRole('admin', role);
    expect((await json(SWITCH, engage('admin'))).status).toBe(status);
  });

  it('every tenant is limited to its own switch [AEGIS-59, AEGIS-60]', async () => {
    const { json } = await createTestApi();
    for (const as of personaKeys) {
      const other = personas[as].tenantId === acme ? tenants.globex.id : acme;
      const answer = await json(`/decision/kill-switch/${other}`, engage(as));
      expect(answer).toMatchObject({
        status: 403,
        body: { error: 'Cross-tenant kill-switch operation rejected' },
      });
    }
    expect(
      (await json(`/decision/kill-switch/${tenants.globex.id}`, { as: 'otherAdmin' })).body.data,
    ).toMatchObject({
      status: 'disengaged',
      tenant_id: tenants.globex.id,
    });
  });
});

describe('a toggle', () => {
  it('engages or disengages, and the status says since when, by whom and why [AEGIS-18, AEGIS-31, AEGIS-32, AEGIS-33]', async () => {
    const { json, pass } = await createTestApi();
    pass(5);
    expect((await json(SWITCH, engage('security'))).body).toEqual({
      success: true,
      data: { status: 'engaged', tenant_id: acme, epoch: 9 },
      error: null,
      meta: null,
    });
    const since = { engaged_at: '2026-11-21T09:00:05.000Z', engaged_by: personas.security.email };
    expect((await json(SWITCH, { as: 'admin' })).body.data).toEqual({
      status: 'engaged',
      tenant_id: acme,
      reason: 'Runaway agent',
      epoch: 9,
      ...since,
    });
    expect(await json(SWITCH, engage('admin'))).toEqual({
      status: 409,
      body: {
        success: false,
        data: { ...since, reason: 'Runaway agent' },
        error: 'already_engaged',
        meta: null,
      },
    });
    pass(5);
    expect((await json(SWITCH, disengage('admin'))).body.data).toEqual({
      status: 'disengaged',
      tenant_id: acme,
      epoch: 10,
    });
    expect((await json(SWITCH, { as: 'admin' })).body.data).toEqual({
      status: 'disengaged',
      tenant_id: acme,
      reason: null,
      engaged_at: null,
      engaged_by: null,
      epoch: 10,
    });
    expect(await json(SWITCH, disengage('admin'))).toMatchObject({
      status: 409,
      body: {
        error: 'already_disengaged',
        data: { disengaged_by: personas.admin.email, reason: 'All clear' },
      },
    });
  });

  it('by POST engages and nothing else: a release is a DELETE', async () => {
    const { json } = await createTestApi({ engaged: true });
    expect((await json(SWITCH, post({ action: 'disengage', reason: 'Done' }))).status).toBe(422);
    expect((await json(SWITCH, { as: 'admin' })).body.data).toMatchObject({ status: 'engaged' });
  });

  it('needs a visible reason of at most 500 characters, and changes nothing without it [AEGIS-14, AEGIS-21, AEGIS-24, AEGIS-50, AEGIS-52]', async () => {
    const { json } = await createTestApi();
    for (const reason of [undefined, null, 7, '', ' \u200B\u3164']) {
      expect(await json(SWITCH, post({ action: 'engage', reason }))).toEqual({
        status: 400,
        body: { success: false, data: null, error: 'reason_required', meta: null },
      });
    }
    const long = await json(SWITCH, post({ action: 'engage', reason: 'x'.repeat(501) }));
    expect(long).toMatchObject({ status: 400, body: { error: 'reason_too_long' } });
    expect((await json(SWITCH, { method: 'DELETE', as: 'admin' })).body.error).toBe('reason_required');
    expect((await json(SWITCH, { as: 'admin' })).body.data).toMatchObject({ status: 'disengaged' });
  });

  it('needs an action, and a missing one is refused in the words of the running service', async () => {
    const { json } = await createTestApi();
    const sent = { reason: 'runaway agent', engaged_by: 'ops@example.com' };
    const failed = (details: unknown) => ({
      status: 422,
      body: { success: false, data: null, error: 'Validation failed', meta: { details: [details] } },
    });
    const missing = { type: 'missing', loc: ['body', 'action'], msg: 'Field required', input: sent };
    expect(await json(SWITCH, post(sent))).toEqual(failed(missing));
    expect(await json(SWITCH, post({ action: 'pause', reason: 'x' }))).toEqual(
      failed({
        type: 'literal_error',
        loc: ['body', 'action'],
        msg: "Input should be 'engage'",
        input: 'pause',
        ctx: { expected: "'engage'" },
      }),
    );
    expect(await json(SWITCH, post('{"action":"engage","reason":'))).toEqual(
      failed({
        type: 'json_invalid',
        loc: ['body', 28],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      }),
    );
    expect((await json(SWITCH, { method: 'POST', as: 'admin' })).status).toBe(422);
  });

  it('accepts no other method and no trailing slash', async () => {
    const { send, json } = await createTestApi();
    expect(await json(SWITCH, { method: 'PUT', as: 'admin', body: {} })).toEqual({
      status: 405,
      body: { detail: 'Method Not Allowed' },
    });
    const moved = await send(`/sub${SWITCH}/?a=b`, { as: 'admin' });
    expect(moved.status).toBe(307);
    expect(moved.headers.get('location')).toBe(`http://aegis.test/sub${SWITCH}?a=b`);
  });

  it('by a second operator follows the same rules', async () => {
    const { json, backend } = await createTestApi();
    await backend.toggleAs('security', 'engage', 'Seen elsewhere');
    expect((await json(SWITCH, { as: 'admin' })).body.data).toMatchObject({
      status: 'engaged',
      engaged_by: personas.security.email,
    });
    await expect(backend.toggleAs('security', 'engage', 'Again')).rejects.toThrow('already_engaged');
    await expect(backend.toggleAs('admin', 'disengage', ' ')).rejects.toThrow('reason_required');
    await expect(backend.toggleAs('viewer', 'disengage', 'Let me')).rejects.toThrow('may not');
  });

  it('wins over another one that arrives at the same moment', async () => {
    const { json } = await createTestApi();
    await Promise.all([json(SWITCH, { as: 'admin' }), json(SWITCH, { as: 'security' })]);
    const answers = await Promise.all([json(SWITCH, engage('admin')), json(SWITCH, engage('security'))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  });
});
