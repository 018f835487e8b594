// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { personas, tenants, type PersonaKey } from '../seeds/personas';
import { act, createTestApi, createTestGuardian } from '../test-api';

const HEX = /^[0-9a-f]{64}$/;

/** Method, path, and the status for each signed-in role in Safe Mode. */
const rules = [
  ['GET', '/status', 200, 200, 200, 200],
  ['GET', '/events', 200, 200, 200, 403],
  ['GET', '/safe-mode/exit', 200, 200, 200, 403],
  ['POST', '/integrity/verify', 200, 200, 200, 403],
  ['POST', '/logs/export', 200, 200, 200, 403],
  ['POST', '/safe-mode/enter', 409, 409, 403, 403],
  ['POST', '/kill/acknowledge', 409, 403, 403, 403],
  ['POST', '/policy/reset', 200, 403, 403, 403],
  ['POST', '/core/rollback', 200, 403, 403, 403],
  ['POST', '/safe-mode/exit', 200, 403, 403, 403],
] as const;

const sentences: Record<string, string> = {
  '/safe-mode/enter': 'Entering Safe Mode requires ADMIN or SECURITY role',
  '/events': 'Guardian requires ADMIN, SECURITY or AUDITOR role',
  '/policy/reset': 'Recovery requires ADMIN role',
};

describe('who may use the Guardian', () => {
  it.each(rules)('by role: %s %s', async (method, path, admin, security, auditor, viewer) => {
    const roles: [PersonaKey, string, number][] = [
      ['viewer', 'VIEWER', viewer],
      ['viewer', 'READ_ONLY', viewer],
      ['viewer', 'DEVELOPER', viewer],
      ['viewer', 'SUPERUSER', viewer],
      ['auditor', 'AUDITOR', auditor],
      ['security', 'SECURITY', security],
      ['admin', 'ADMIN', admin],
      ['security', 'SECURITY_ANALYST', security],
      ['admin', 'OWNER', admin],
    ];
    for (const [as, role, status] of roles) {
      const { json, backend, act: post } = await createTestGuardian();
      await post('/safe-mode/enter');
      await backend.setRole(as, role);
      const sent = method === 'GET' ? { as } : act(as);
      const answer = await json(`/guardian${path}`, sent);
      expect([role, answer.status]).toEqual([role, status]);
      if (status === 403 && sentences[path]) expect(answer.body.error).toBe(sentences[path]);
    }
  });

  it('nobody may without a session, without a tenant, or for another tenant', async () => {
    const { json, backend } = await createTestApi();
    const token = await backend.signInAs('admin');
    const authorization = `Bearer ${token}`;
    for (const [method, path] of rules) {
      const ask = async (headers: Record<string, string>) =>
        (await json(`/guardian${path}`, { method, headers })).status;
      expect(await ask({ 'x-tenant-id': tenants.acme.id })).toBe(401);
      expect(await ask({ authorization })).toBe(400);
      expect(await ask({ authorization, 'x-tenant-id': tenants.globex.id })).toBe(403);
    }
  });

  it('every tenant reaches only its own host', async () => {
    const { json } = await createTestApi();
    await json('/guardian/safe-mode/enter', act('admin'));
    expect((await json('/guardian/status', { as: 'otherAdmin' })).body.data).toMatchObject({
      host: 'globex-agents-01',
      mode: 'NORMAL',
    });
  });
});

describe('an action of the Guardian', () => {
  const confirmed = ['/safe-mode/exit', '/kill/acknowledge', '/policy/reset', '/core/rollback'];

  it.each([...confirmed, '/safe-mode/enter'])('needs a visible reason at %s', async (path) => {
    const { json, status } = await createTestGuardian();
    const send = (body: unknown) => json(`/guardian${path}`, { method: 'POST', as: 'admin', body });
    for (const reason of [undefined, null, 7, ' \u200B']) {
      const answer = await send({ reason, confirm: true });
      expect(answer).toEqual({
        status: 400,
        body: { success: false, data: null, error: 'reason_required', meta: null },
      });
    }
    expect((await send({ reason: 'x'.repeat(501), confirm: true })).body.error).toBe('reason_too_long');
    expect((await send('{"reason":')).status).toBe(422);
    expect((await json(`/guardian${path}`, { method: 'POST', as: 'admin' })).status).toBe(400);
    expect((await status()).mode).toBe('NORMAL');
  });

  it.each(confirmed)('%s needs a literal confirmation [F7-30, F7-115, F7-124, F7-162]', async (path) => {
    const { json, actionEvents } = await createTestGuardian();
    for (const confirm of [undefined, false, 'true', 1]) {
      const body = { reason: 'Because', confirm };
      const answer = await json(`/guardian${path}`, { method: 'POST', as: 'admin', body });
      expect(answer).toMatchObject({ status: 400, body: { error: 'confirmation_required' } });
    }
    expect(await actionEvents()).toEqual([]);
  });
});

describe('recovery while Core is dead', () => {
  it('resets the policy with backup, hashes and defaults, and the Guardian restarts [F7-10, F7-47, F7-56, F7-57, F7-58, F7-59, F7-60, F7-61, F7-62, F7-63, F7-159]', async () => {
    const { act: post, host, status, mechanism, actionEvents, pass } = await createTestGuardian();
    await host.killCore();
    await host.setRegistryKey();
    pass(31);
    await host.clearRegistryKey();
    const { policy: before } = await status();
    const settings = {
      shell_execution_allowed: false,
      self_upgrade_allowed: false,
      autonomy_ceiling: 'PROFILE-SAFE',
      logging_enforcement: 'MANDATORY',
    };
    const { data } = (await post('/policy/reset')).body;
    expect(data).toEqual({
      backup_file: 'policy-backup-20261121T090031Z.json',
      policy_hash_before: (before as { hash: string }).hash,
      policy_hash_after: expect.stringMatching(HEX),
      settings,
      correlation_id: expect.any(String),
    });
    const { policy_hash_after: hash, correlation_id: id } = data as Record<string, unknown>;
    expect(await status()).toMatchObject({ core_state: 'stopped', policy: { hash, intact: true, settings } });
    expect(await mechanism('registry')).toMatchObject({ last_checked_at: '2026-11-21T09:00:31.000Z' });
    expect((await actionEvents()).slice(0, 2)).toMatchObject([
      { kind: 'integrity', outcome: 'STARTED' },
      { kind: 'policy_reset', outcome: 'RESET', correlation_id: id, actor: personas.admin.email },
    ]);
    expect((await post('/safe-mode/exit')).status).toBe(200);
    expect(await status()).toMatchObject({ core_state: 'running', profile: 'PROFILE-SAFE' });
  });

  it('rolls back to the newest verified backup, until none is left [F7-49, F7-160]', async () => {
    const { act: post, backend, status } = await createTestGuardian();
    await backend.run(({ hosts }) => {
      const backup = hosts[tenants.acme.id]?.guardian.core.backups[0];
      if (backup) backup.verified = false;
    });
    expect((await post('/core/rollback')).body.data).toEqual({
      from_version: '2.4.1',
      to_version: '2.3.2',
      backup_verified: true,
      correlation_id: expect.any(String),
    });
    const none = { status: 409, body: { error: 'no_verified_backup', data: null } };
    expect(await post('/core/rollback')).toMatchObject(none);
    const other = await createTestGuardian();
    await other.host.loseBackups();
    expect(await other.act('/core/rollback')).toMatchObject(none);
    expect((await status()).core_version).toBe('2.3.2');
  });

  it('verifies, and reports what is invalid in a 200 [F7-50]', async () => {
    const { act: post, host } = await createTestGuardian();
    const valid = (component: string) => ({
      component,
      sha256: expect.stringMatching(HEX),
      signature: 'valid',
    });
    expect((await post('/integrity/verify')).body.data).toEqual({
      checked_at: '2026-11-21T09:00:00.000Z',
      ok: true,
      items: ['guardian', 'core', 'policy', 'audit log'].map(valid),
    });
    await host.breakCoreSignature('missing');
    await host.corruptPolicy();
    expect((await post('/integrity/verify')).body.data).toMatchObject({
      ok: false,
      items: [
        valid('guardian'),
        { component: 'core', signature: 'missing' },
        { component: 'policy', signature: 'invalid' },
        valid('audit log'),
      ],
    });
  });

  it('exports a file [F7-51]', async () => {
    const { send, actionEvents } = await createTestGuardian();
    const response = await send('/guardian/logs/export', { method: 'POST', as: 'auditor' });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="guardian-logs_acme-agents-01_20261121T090000Z.json"',
    );
    expect(await response.json()).toMatchObject({
      host: 'acme-agents-01',
      exported_by: personas.auditor.email,
      status: { mode: 'NORMAL' },
      events: expect.arrayContaining([expect.objectContaining({ kind: 'export' })]),
    });
    expect((await actionEvents())[0]).toMatchObject({ kind: 'export', actor: personas.auditor.email });
  });
});
