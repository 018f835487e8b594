// @vitest-environment node
import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { act, createTestGuardian } from '../test-api';

const EXIT = '/safe-mode/exit';

async function inSafeMode() {
  const guardian = await createTestGuardian();
  await guardian.act('/safe-mode/enter');
  return guardian;
}

/**
 * Verifies with a different implementation from the one that signs, and a different canonicalizer: all members are flat
 * texts.
 */
function isSigned(record: Record<string, unknown>): boolean {
  const { signature, ...covered } = record;
  const members = Object.entries(covered).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  const der = Buffer.from(String(record.public_key), 'base64');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(String(signature), 'base64'));
}

describe('leaving Safe Mode', () => {
  it('is recorded, signed, and then shown as the last exit [F7-114, F7-116, F7-117, F7-120, F7-125, F7-126, F7-127, F7-128, F7-130, F7-163, F7-164]', async () => {
    const { act: post, json, status, actionEvents, pass } = await inSafeMode();
    pass(7);
    const answer = await json(`/guardian${EXIT}`, act('admin', 'Cause found: “billing” 🚨'));
    const record = answer.body.data as Record<string, unknown>;
    const { policy, last_exit: last, ...now } = await status();
    expect(record).toMatchObject({
      plan_class: 'SYSTEM-LEVEL PLAN',
      operator: 'ada.admin@acme.example',
      reason: 'Cause found: “billing” 🚨',
      policy_hash: (policy as { hash: string }).hash,
      timestamp: '2026-11-21T09:00:07.000Z',
    });
    const spki = Buffer.from(String(record.public_key), 'base64');
    expect(record.key_id).toBe(createHash('sha256').update(spki).digest('hex').slice(0, 16));
    expect(isSigned(record)).toBe(true);
    expect(isSigned({ ...record, reason: 'Another' })).toBe(false);
    expect(last).toEqual(record);
    expect(now).toMatchObject({ mode: 'NORMAL', since: record.timestamp, core_state: 'running' });
    expect((await actionEvents())[0]).toMatchObject({
      kind: 'mode_change',
      outcome: 'NORMAL',
      correlation_id: record.correlation_id,
    });
    expect(await post(EXIT)).toMatchObject({
      status: 409,
      body: { error: 'not_in_safe_mode', data: { mode: 'NORMAL' } },
    });
  });

  it('keeps one key, which survives as plain JSON', async () => {
    const { act: post, backend } = await inSafeMode();
    const first = (await post(EXIT)).body.data as Record<string, unknown>;
    await backend.run((db) => void Object.assign(db, JSON.parse(JSON.stringify(db))));
    await post('/safe-mode/enter');
    const second = (await post(EXIT)).body.data as Record<string, unknown>;
    expect(second.key_id).toBe(first.key_id);
    expect(isSigned(second)).toBe(true);
    expect(second.correlation_id).not.toBe(first.correlation_id);
  });

  it('acknowledges crashes and rollbacks automatically', async () => {
    const { host, act: post, status, active } = await createTestGuardian();
    await host.crash(3);
    await host.rollbackUpgrade();
    expect((await post(EXIT)).status).toBe(200);
    expect([(await status()).mode, await active()]).toEqual(['NORMAL', []]);
    await host.crash(2);
    expect((await status()).mode).toBe('NORMAL');
  });

  it('reads the file and the key at that moment, whatever the last poll said [F7-118, F7-121]', async () => {
    const { host, act: post, get, status } = await inSafeMode();
    expect(await get(EXIT)).toEqual({
      kill_conditions_cleared: true,
      core_signature_valid: true,
      policy_intact: true,
      blockers: [],
    });
    await host.dropKillFile();
    await host.setRegistryKey();
    expect(await post(EXIT)).toEqual({
      status: 409,
      body: {
        success: false,
        error: 'exit_blocked',
        meta: null,
        data: {
          blockers: [
            {
              code: 'kill_file_present',
              detail:
                'C:\\ProgramData\\Exacta\\KILL exists. Delete it on the host, then acknowledge the kill.',
            },
            {
              code: 'registry_key_set',
              detail:
                'HKLM\\SOFTWARE\\Exacta\\EmergencyStop is 1. Delete it on the host, then restart Guardian.',
            },
          ],
        },
      },
    });
    expect(await status()).toMatchObject({ mode: 'OPERATOR_OVERRIDE', last_exit: null });
  });

  it('names every check that fails [F7-118, F7-122, F7-123]', async () => {
    const { host, get, actionEvents, act: post } = await createTestGuardian();
    await host.setStartupFlag(true);
    await host.breakCoreSignature('missing');
    await host.corruptPolicy();
    expect(await get(EXIT)).toMatchObject({
      kill_conditions_cleared: false,
      core_signature_valid: false,
      policy_intact: false,
      blockers: [
        { code: 'startup_flag_set' },
        { code: 'core_signature_invalid', detail: 'The signature of Core 2.4.1 is missing. Roll back Core.' },
        { code: 'policy_corrupted' },
      ],
    });
    await post(EXIT);
    expect((await actionEvents())[0]).toMatchObject({
      kind: 'mode_change',
      outcome: 'REFUSED (exit blocked)',
      message: 'Leaving Safe Mode was refused: startup_flag_set, core_signature_invalid, policy_corrupted',
    });
  });

  it('also signs a reason with half a character in it', async () => {
    const { json } = await inSafeMode();
    const { body } = await json(`/guardian${EXIT}`, act('admin', 'broken \ud800 text'));
    expect(body.data).toMatchObject({ reason: 'broken \ufffd text' });
    expect(isSigned(body.data as Record<string, unknown>)).toBe(true);
  });
});

describe('faults of the Guardian', () => {
  it('signature-invalid: the record never verifies', async () => {
    const { act: post, backend, status } = await inSafeMode();
    backend.faults.set('guardian-action', 'signature-invalid');
    const record = (await post(EXIT)).body.data as Record<string, unknown>;
    expect(String(record.signature)).toHaveLength(88);
    expect(isSigned(record)).toBe(false);
    backend.faults.clear();
    expect((await status()).last_exit).toEqual(record);
  });

  it('condition-returns: a KILL file appears at the moment of the exit', async () => {
    const { act: post, backend, blockers, status, pass } = await inSafeMode();
    backend.faults.set('guardian-action', 'condition-returns');
    expect(await blockers()).toEqual([]);
    expect(await post(EXIT)).toMatchObject({ status: 409, body: { error: 'exit_blocked' } });
    expect(await blockers()).toEqual(['kill_file_present']);
    pass(5);
    expect((await status()).mode).toBe('OPERATOR_OVERRIDE');
  });

  it('one-mechanism, children-in-safe-mode, capability-leak: the status shows a Guardian that breaks its own rules', async () => {
    const { backend, mechanism, status } = await inSafeMode();
    backend.faults.replace({
      any: 'one-mechanism',
      guardian: 'children-in-safe-mode',
      'guardian-action': 'capability-leak',
    });
    expect(await mechanism('kill_file')).toMatchObject({ available: false, last_checked_at: null });
    expect(await mechanism('startup_flag')).toMatchObject({ available: true });
    const { child_processes: children, capabilities } = await status();
    expect(children).toBe(4);
    expect(capabilities).toContainEqual({
      code: 'shell_execution',
      state: 'enabled',
      enforced_by: 'Guardian',
    });
  });

  it('mode-contradiction: the mode is NORMAL although a condition is active', async () => {
    const { backend, active, host, status } = await createTestGuardian();
    backend.faults.set('guardian', 'mode-contradiction');
    expect([(await status()).mode, await active()]).toEqual(['NORMAL', ['kill_file']]);
    await host.corruptPolicy();
    expect([(await status()).mode, await active()]).toEqual(['NORMAL', ['policy_corruption']]);
  });
});
