// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { agentKey } from '../agents/keys';
import { tenants } from '../seeds/personas';
import { createTestApi, engage, SWITCH, type Sent } from '../test-api';

const key = agentKey('acme', 'billing-agent');
const call = (headers: Record<string, string> = {}, body: unknown = { tool: 'issue_refund' }): Sent => {
  return { method: 'POST', body, headers: { authorization: `Bearer ${key}`, ...headers } };
};
const refusal = (error: string, data: unknown = null) => ({ success: false, data, error, meta: null });

describe('a call of an agent', () => {
  it('is carried out, and says whose it was', async () => {
    const { json } = await createTestApi();
    const { status, body } = await json('/execute', call({ 'x-request-id': 'call-1' }));
    expect([status, body['data']]).toEqual([
      200,
      { request_id: 'call-1', agent: 'billing-agent', tool: 'issue_refund' },
    ]);
  });

  it('is refused while the switch is engaged, and learns since when, by whom and why', async () => {
    const { json, send } = await createTestApi({ seed: 'none' });
    await send(SWITCH, engage('admin'));
    const told = { engaged_at: '2026-11-21T09:00:00.000Z', engaged_by: 'ada.admin@acme.example' };
    expect(await json('/execute', call())).toEqual({
      status: 403,
      body: refusal('kill_switch_engaged', { ...told, reason: 'Runaway agent' }),
    });
  });

  it.each([
    ['without a key', { authorization: '' }, { tool: 't' }, 401, 'invalid_agent_key'],
    ['of another tenant', { 'x-tenant-id': tenants.globex.id }, { tool: 't' }, 403, 'tenant_mismatch'],
    ['that is no JSON', {}, '{', 422, 'invalid_json'],
    ['without a tool', {}, {}, 400, 'invalid_call'],
  ])('%s is refused', async (_, headers, body, status, error) => {
    const { json } = await createTestApi();
    expect(await json('/execute', call(headers, body))).toEqual({ status, body: refusal(error) });
  });

  it('may be asked about by a proxy, whose answer is in headers', async () => {
    const { send } = await createTestApi({ seed: 'none' });
    const ask = () => send('/authz/tools/refund', { headers: { authorization: `Bearer ${key}` } });
    const allowed = await ask();
    expect([allowed.status, allowed.headers.get('x-agent'), await allowed.text()]).toEqual([
      200,
      'billing-agent',
      '',
    ]);
    await send(SWITCH, engage('admin'));
    const refused = await ask();
    expect([refused.status, refused.headers.get('x-kill-switch')]).toEqual([403, 'engaged']);
  });

  it('finds nothing at the running Aegis, and neither does a monitor', async () => {
    const { json } = await createTestApi({}, { controlPlane: false });
    for (const path of ['/execute', '/authz', '/healthz', '/readyz', '/metrics'])
      expect(await json(path, call())).toEqual({ status: 404, body: { detail: 'Not Found' } });
  });
});
