// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestGuardian } from '../test-api';

const at = (seconds: number) => new Date(Date.parse('2026-11-21T09:00:00Z') + seconds * 1_000).toISOString();

describe('a healthy host', () => {
  it('is NORMAL: no condition is active, every mechanism is available, children are allowed', async () => {
    const { status, active } = await createTestGuardian();
    expect(await active()).toEqual([]);
    const { capabilities, kill_mechanisms: mechanisms, ...rest } = await status();
    expect(rest).toMatchObject({
      mode: 'NORMAL',
      since: '2026-11-18T09:00:00.000Z',
      host: 'acme-agents-01',
      core_state: 'running',
      profile: 'PROFILE-STANDARD',
      policy: { intact: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      child_processes: 4,
      remote_management: { enabled: false, methods: [] },
      last_exit: null,
    });
    expect(capabilities).toEqual([
      { code: 'ai_planning', state: 'enabled', enforced_by: 'Orchestrator' },
      { code: 'shell_execution', state: 'per_profile', enforced_by: 'Guardian' },
      { code: 'self_upgrade', state: 'per_profile', enforced_by: 'Guardian' },
      { code: 'network', state: 'enabled', enforced_by: 'Guardian' },
      { code: 'autonomy', state: 'per_profile', enforced_by: 'Guardian' },
      { code: 'file_operations', state: 'enabled', enforced_by: 'Guardian' },
      { code: 'ui', state: 'enabled', enforced_by: 'Guardian' },
    ]);
    expect(mechanisms).toMatchObject([
      { code: 'startup_flag', available: true, triggered: false, poll_interval_seconds: null },
      { code: 'kill_file', available: true, triggered: false, poll_interval_seconds: 5 },
      { code: 'registry', available: true, triggered: false, poll_interval_seconds: 30 },
    ]);
  });
});

describe('the KILL file', () => {
  it('is noticed at the next check: Operator Override, Core terminated, policy locked [F7-24, F7-25, F7-26, F7-27, F7-65, F7-156, F7-165]', async () => {
    const { host, status, active, mechanism, pass, actionEvents } = await createTestGuardian();
    pass(2);
    await host.dropKillFile();
    pass(2);
    expect((await status()).mode).toBe('NORMAL');
    expect(await mechanism('kill_file')).toMatchObject({ triggered: false, last_checked_at: at(0) });
    pass(8);
    expect(await status()).toMatchObject({
      mode: 'OPERATOR_OVERRIDE',
      since: at(5),
      core_state: 'stopped',
      profile: 'PROFILE-SAFE',
      child_processes: 0,
    });
    expect(await active()).toEqual(['kill_file']);
    expect(await mechanism('kill_file')).toMatchObject({ triggered: true, last_checked_at: at(10) });
    expect(await actionEvents()).toMatchObject([
      { kind: 'mode_change', outcome: 'OPERATOR_OVERRIDE', actor: 'Guardian', timestamp: at(5) },
      { kind: 'kill', outcome: 'CORE TERMINATED', timestamp: at(5) },
    ]);
  });

  it('has no effect when it is deleted before the Guardian checks', async () => {
    const { host, status, pass } = await createTestGuardian();
    await host.dropKillFile();
    pass(4);
    await host.deleteKillFile();
    pass(60);
    expect((await status()).mode).toBe('NORMAL');
  });

  it('must be deleted and acknowledged, and Safe Mode then stays on [F7-28, F7-29, F7-48]', async () => {
    const { host, status, active, blockers, act: post, pass, actionEvents } = await createTestGuardian();
    expect(await post('/kill/acknowledge')).toMatchObject({
      status: 409,
      body: { error: 'nothing_to_acknowledge' },
    });
    await host.dropKillFile();
    pass(5);
    expect(await blockers()).toEqual(['kill_file_present']);
    const refused = await post('/kill/acknowledge');
    expect(refused).toMatchObject({ status: 409, body: { success: false, error: 'kill_file_present' } });
    await host.deleteKillFile();
    expect(await blockers()).toEqual(['kill_not_acknowledged']);
    expect(await status()).toMatchObject({ mode: 'OPERATOR_OVERRIDE' });
    const { status: code, body } = await post('/kill/acknowledge');
    expect([code, body.data]).toMatchObject([200, { mode: 'SAFE', since: at(5) }]);
    expect(await active()).toEqual([]);
    expect(await blockers()).toEqual([]);
    const [change, acknowledged, refusal] = await actionEvents();
    expect([change, acknowledged, refusal]).toMatchObject([
      { kind: 'mode_change', outcome: 'SAFE', actor: 'ada.admin@acme.example' },
      { kind: 'acknowledge', outcome: 'ACKNOWLEDGED', message: 'Kill acknowledged: Drill of the recovery' },
      { kind: 'acknowledge', outcome: 'REFUSED (KILL file present)' },
    ]);
    expect(change?.correlation_id).toBe(acknowledged?.correlation_id);
    await host.dropKillFile();
    pass(5);
    expect((await status()).mode).toBe('OPERATOR_OVERRIDE');
  });
});

describe('the registry key', () => {
  it('is noticed within 30 s, and its condition ends only after a restart of the Guardian [F7-39, F7-40, F7-41, F7-42, F7-66, F7-157]', async () => {
    const { host, status, active, mechanism, blockers, pass } = await createTestGuardian();
    pass(1);
    await host.setRegistryKey();
    pass(28);
    expect((await status()).mode).toBe('NORMAL');
    pass(1);
    expect(await status()).toMatchObject({ mode: 'SAFE', since: at(30), core_state: 'blocked' });
    expect(await mechanism('registry')).toMatchObject({ triggered: true, last_checked_at: at(30) });
    expect(await blockers()).toEqual(['registry_key_set']);
    await host.restartGuardian();
    expect(await active()).toEqual(['registry']);
    await host.clearRegistryKey();
    pass(60);
    expect(await mechanism('registry')).toMatchObject({ triggered: false });
    expect(await active()).toEqual(['registry']);
    expect(await blockers()).toEqual(['registry_restart_needed']);
    await host.restartGuardian();
    expect([await active(), await blockers()]).toEqual([[], []]);
    expect((await status()).mode).toBe('SAFE');
  });

  it('is read when the Guardian starts [F7-38]', async () => {
    const { host, status, mechanism, pass } = await createTestGuardian();
    pass(3);
    await host.setRegistryKey();
    await host.restartGuardian();
    expect((await status()).mode).toBe('SAFE');
    expect(await mechanism('registry')).toMatchObject({ last_checked_at: at(3) });
  });

  it('does not change the mode after a KILL file', async () => {
    const { host, status, active, pass } = await createTestGuardian();
    await host.setRegistryKey();
    pass(30);
    await host.dropKillFile();
    pass(5);
    expect(await status()).toMatchObject({ mode: 'OPERATOR_OVERRIDE', since: at(35) });
    expect(await active()).toEqual(['kill_file', 'registry']);
  });
});
