// @vitest-environment node
import { createPublicKey, verify } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '../../mocks/host/create-host';
import { createDesk, type SimulatedGuardian } from '../../mocks/host/simulated-guardian';
import type { HostCall } from '../ports/ports';
import { canonicalJson } from '../text/canonical-json';
import { answerGuardian } from './answer';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const ACT = { reason: 'Drill', confirm: true };
const ADA = { id: 'ada', email: 'ada@acme.example', role: 'ADMIN' };

let guardian: SimulatedGuardian;
let made: number;
const randomness = {
  newId: () => `id-${++made}`,
  randomBytes: (length: number) => new Uint8Array(length).fill(7),
};

beforeEach(() => {
  ({ guardian } = createHost('host-1', NOW));
  made = 0;
});

function ask(method: string, path: string, body: unknown = ACT, role = 'ADMIN', query = '') {
  const call: HostCall = {
    method,
    path: `/guardian${path}`,
    query: new URLSearchParams(query),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    requestId: 'r',
    adminToken: null,
  };
  return answerGuardian(createDesk(guardian, NOW, randomness), call, { ...ADA, role }, NOW);
}

const calls: [method: string, path: string, roles: readonly string[]][] = [
  ['GET', '/status', ['ADMIN', 'SECURITY', 'AUDITOR', 'VIEWER']],
  ['GET', '/events', ['ADMIN', 'SECURITY', 'AUDITOR']],
  ['GET', '/safe-mode/exit', ['ADMIN', 'SECURITY', 'AUDITOR']],
  ['POST', '/integrity/verify', ['ADMIN', 'SECURITY', 'AUDITOR']],
  ['POST', '/logs/export', ['ADMIN', 'SECURITY', 'AUDITOR']],
  ['POST', '/safe-mode/enter', ['ADMIN', 'SECURITY']],
  ['POST', '/safe-mode/exit', ['ADMIN']],
  ['POST', '/kill/acknowledge', ['ADMIN']],
  ['POST', '/policy/reset', ['ADMIN']],
  ['POST', '/core/rollback', ['ADMIN']],
];

describe('a call to a Guardian', () => {
  it.each(calls)(
    '%s %s is answered for the roles that may do it, and for no other',
    async (method, path, roles) => {
      for (const role of ['ADMIN', 'SECURITY', 'AUDITOR', 'VIEWER', 'SUPERUSER']) {
        const before = JSON.stringify(guardian);
        const { status } = await ask(method, path, ACT, role);
        const may = roles.includes(role) || path === '/status';
        expect([role, status === 403]).toEqual([role, !may]);
        if (!may) expect(JSON.stringify(guardian)).toBe(before);
      }
    },
  );

  it('is 404 for an unknown path and 405 for another method, and changes nothing', async () => {
    const before = JSON.stringify(guardian);
    expect((await ask('GET', '/toString')).status).toBe(404);
    expect((await ask('GET', '/status/')).status).toBe(404);
    expect((await ask('DELETE', '/status')).status).toBe(405);
    expect((await ask('GET', '/policy/reset')).status).toBe(405);
    expect(JSON.stringify(guardian)).toBe(before);
  });

  it.each([
    ['{"reason":', 422, 'Validation failed'],
    ['', 400, 'reason_required'],
    ['[]', 400, 'reason_required'],
    [{ reason: 5, confirm: true }, 400, 'reason_required'],
    [{ reason: '\u2060', confirm: true }, 400, 'reason_required'],
    [{ reason: 'x'.repeat(501), confirm: true }, 400, 'reason_too_long'],
    [{ reason: 'x', confirm: 'true' }, 400, 'confirmation_required'],
  ])('with the body %j is refused with %i, and nothing is done', async (body, status, error) => {
    const before = JSON.stringify(guardian);
    expect(await ask('POST', '/policy/reset', body)).toMatchObject({ status, body: { error } });
    expect(JSON.stringify(guardian)).toBe(before);
  });

  it('that is refused leaves its event all the same, because refusals are returned and not thrown', async () => {
    await ask('POST', '/safe-mode/enter');
    guardian.isSet.kill_file = true;
    expect(await ask('POST', '/safe-mode/exit')).toMatchObject({
      status: 409,
      body: { error: 'exit_blocked' },
    });
    expect(guardian.mode).toBe('OPERATOR_OVERRIDE');
    expect(guardian.events.at(-1)).toMatchObject({
      outcome: 'REFUSED (exit blocked)',
      actor: ADA.email,
      correlation_id: 'id-2',
    });
  });

  it('exports a file that contains the status and the events', async () => {
    const { headers, body } = await ask('POST', '/logs/export');
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="guardian-logs_host-1_20261121T090000Z.json"',
    });
    expect(JSON.parse(String(body))).toMatchObject({ status: { mode: 'NORMAL' }, exported_by: ADA.email });
  });
});

describe('the record of an exit', () => {
  const exit = async () => {
    await ask('POST', '/safe-mode/enter');
    return (await ask('POST', '/safe-mode/exit')).body as { data: Record<string, unknown> };
  };

  it('verifies with the key that it names, in another implementation of Ed25519', async () => {
    const { signature, ...covered } = (await exit()).data;
    const der = Buffer.from(String(covered['public_key']), 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const bytes = Buffer.from(String(signature), 'base64');
    const isSigned = (value: unknown) => verify(null, Buffer.from(canonicalJson(value)), key, bytes);
    expect(isSigned(covered)).toBe(true);
    expect(isSigned({ ...covered, reason: 'Another' })).toBe(false);
  });

  it('is signed by one key, made from the randomness that is given, and kept as plain JSON', async () => {
    const first = (await exit()).data;
    guardian = JSON.parse(JSON.stringify(guardian));
    const second = (await exit()).data;
    expect(second['key_id']).toBe(first['key_id']);
    expect(second['correlation_id']).not.toBe(first['correlation_id']);
    const secret = Buffer.from(guardian.keys?.privateKey ?? '', 'base64').subarray(-32);
    expect([...secret]).toEqual(Array(32).fill(7));
  });
});
