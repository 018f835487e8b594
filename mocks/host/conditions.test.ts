// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { act, createTestGuardian } from '../test-api';

describe('Safe Mode is also entered by', () => {
  it('three crashes, but not two [F7-70]', async () => {
    const { host, status, active, blockers } = await createTestGuardian();
    await host.crash(2);
    expect((await status()).mode).toBe('NORMAL');
    await host.crash();
    expect([(await status()).mode, await active(), await blockers()]).toEqual(['SAFE', ['crash_loop'], []]);
  });

  it('a rolled-back upgrade, which does not block the exit [F7-69]', async () => {
    const { host, status, active, blockers } = await createTestGuardian();
    await host.rollbackUpgrade();
    expect(await status()).toMatchObject({ mode: 'SAFE', core_version: '2.4.0' });
    expect([await active(), await blockers()]).toEqual([['upgrade_rollback'], []]);
  });

  it('the startup flag, until the host starts without it [F7-64]', async () => {
    const { host, active, blockers, mechanism } = await createTestGuardian();
    await host.setStartupFlag(true);
    expect([await active(), await blockers()]).toEqual([['startup_flag'], ['startup_flag_set']]);
    expect(await mechanism('startup_flag')).toMatchObject({ triggered: true });
    await host.setStartupFlag(false);
    expect([await active(), await blockers()]).toEqual([[], []]);
  });

  it('a signature that is no longer valid, until Core is rolled back [F7-67]', async () => {
    const { host, status, active, blockers, act: post } = await createTestGuardian();
    await host.breakCoreSignature();
    expect(await status()).toMatchObject({ mode: 'SAFE', core_state: 'blocked' });
    expect([await active(), await blockers()]).toEqual([['core_signature'], ['core_signature_invalid']]);
    expect((await post('/core/rollback')).body.data).toMatchObject({
      from_version: '2.4.1',
      to_version: '2.4.0',
      backup_verified: true,
    });
    expect([await active(), await blockers()]).toEqual([[], []]);
  });

  it('a policy that does not match its seal, until it is reset [F7-68]', async () => {
    const { host, status, active, blockers, act: post } = await createTestGuardian();
    await host.corruptPolicy();
    expect(await status()).toMatchObject({ mode: 'SAFE', policy: { intact: false } });
    expect([await active(), await blockers()]).toEqual([['policy_corruption'], ['policy_corrupted']]);
    await post('/policy/reset');
    expect(await status()).toMatchObject({ mode: 'SAFE', policy: { intact: true } });
    expect([await active(), await blockers()]).toEqual([[], []]);
  });

  it('an operator, without any condition [F7-14, F7-15, F7-16, F7-17, F7-18, F7-19, F7-20]', async () => {
    const { json, status, active, actionEvents, pass } = await createTestGuardian();
    pass(4);
    const sent = { ...act('security', 'Odd traffic'), body: { reason: 'Odd traffic' } };
    expect((await json('/guardian/safe-mode/enter', sent)).body.data).toMatchObject({ mode: 'SAFE' });
    expect(await active()).toEqual([]);
    expect((await actionEvents())[0]).toMatchObject({
      kind: 'mode_change',
      outcome: 'SAFE',
      actor: 'sam.security@acme.example',
      message: 'NORMAL to SAFE: Odd traffic',
      correlation_id: expect.any(String),
    });
    expect(await json('/guardian/safe-mode/enter', sent)).toMatchObject({
      status: 409,
      body: { error: 'already_in_safe_mode', data: { mode: 'SAFE', since: '2026-11-21T09:00:04.000Z' } },
    });
    expect((await status()).capabilities).toEqual([
      { code: 'ai_planning', state: 'disabled', enforced_by: 'Orchestrator' },
      { code: 'shell_execution', state: 'disabled', enforced_by: 'Guardian' },
      { code: 'self_upgrade', state: 'disabled', enforced_by: 'Guardian' },
      { code: 'network', state: 'disabled', enforced_by: 'Guardian' },
      { code: 'autonomy', state: 'forced_safe', enforced_by: 'Guardian' },
      { code: 'file_operations', state: 'read_only', enforced_by: 'Guardian' },
      { code: 'ui', state: 'diagnostic_only', enforced_by: 'Guardian' },
    ]);
  });
});
