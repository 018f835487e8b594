// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isRefusal, isSpoiler } from './fault-names';
import { faultNames, type FaultName, type FaultTarget } from './faults';
import { act, createTestGuardian } from '../test-api';

const ENTER = '/guardian/safe-mode/enter';
const control = { method: 'POST', headers: { 'x-admin-token': 'host-admin-token' } };

/** Sends one request to each new target under a fault, and returns the answers and the resulting state. */
async function tryOut(target: FaultTarget, fault: FaultName) {
  const { backend, send, status } = await createTestGuardian();
  await status();
  backend.faults.set(target, fault);
  const entered = await send(ENTER, act('admin'));
  const stopped = await send('/control/api/stop', control);
  const read = await send('/guardian/status', { as: 'admin' });
  backend.faults.clear();
  const frontend = await backend.run(({ hosts }) => Object.values(hosts)[0]?.control.frontendPids.length);
  return { entered, stopped, read, mode: (await status()).mode, frontend };
}

describe('faults of Guardian and host control', () => {
  it.each(faultNames.filter(isRefusal))('%s: nothing is done, whatever the request', async (fault) => {
    const { entered, stopped, read, mode, frontend } = await tryOut('any', fault);
    expect(new Set([entered.status, stopped.status, read.status]).size).toBe(1);
    expect([mode, frontend]).toEqual(['NORMAL', 2]);
    if (stopped.headers.get('content-type') !== 'application/json') return;
    if (['422-detail-list', '504', '403-no-rule'].includes(fault)) return;
    expect(Object.keys((await stopped.json()) as object)).toEqual(['detail']);
  });

  it.each(faultNames.filter(isSpoiler).filter((name) => name !== 'hang-but-done'))(
    '%s: the request is carried out all the same',
    async (fault) => {
      const { mode, frontend } = await tryOut('any', fault);
      expect([mode, frontend]).toEqual(['SAFE', 0]);
    },
  );

  it('keeps reading, acting and host control apart', async () => {
    const codes = async (target: FaultTarget) => {
      const { entered, stopped, read } = await tryOut(target, '503');
      return [entered.status, stopped.status, read.status];
    };
    expect(await codes('guardian')).toEqual([200, 200, 503]);
    expect(await codes('guardian-action')).toEqual([503, 200, 200]);
    expect(await codes('control')).toEqual([200, 503, 200]);
    expect(await codes('status')).toEqual([200, 200, 200]);
  });

  it('names the Guardian in its words about roles and tenants', async () => {
    const words = async (fault: FaultName) => (await tryOut('guardian', fault)).read.text();
    expect(await words('403')).toContain('Guardian requires ADMIN or SECURITY role');
    expect(await words('403-tenant')).toContain('Cross-tenant Guardian operation rejected');
  });

  it('other-tenant: the answer names the host of another tenant', async () => {
    const { read } = await tryOut('guardian', 'other-tenant');
    expect(await read.json()).toMatchObject({ data: { host: 'globex-agents-01' } });
  });

  it('wrong-shape: the answer is not even a file', async () => {
    const { backend, send } = await createTestGuardian();
    backend.faults.set('guardian-action', 'wrong-shape');
    const response = await send('/guardian/logs/export', { method: 'POST', as: 'admin' });
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(await response.json()).toMatchObject({ data: { result: 'ok' } });
    backend.faults.set('guardian-action', 'truncated');
    const broken = await (await send('/guardian/logs/export', { method: 'POST', as: 'admin' })).text();
    expect(() => JSON.parse(broken)).toThrow(SyntaxError);
  });
});
