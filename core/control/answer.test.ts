// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, createHost } from '../../mocks/host/create-host';
import { answerControl, type StopProcesses } from './answer';
import type { ControlState } from './control';

const NOW = Date.parse('2026-11-21T09:00:00Z');

let control: ControlState;
let asked: number[];

beforeEach(() => {
  ({ control } = createHost('host-1', NOW));
  asked = [];
});

const all: StopProcesses = (pids) => {
  asked.push(...pids);
  return { stopped: pids, portsInUse: [] };
};

function ask(method: string, path: string, adminToken: string | null = ADMIN_TOKEN, stop = all) {
  const call = { method, path, query: new URLSearchParams(), body: '', requestId: 'r', adminToken };
  return answerControl(control, call, NOW, stop);
}

const stop = (adminToken: string | null, way?: StopProcesses) =>
  ask('POST', '/control/api/stop', adminToken, way);

describe('the host control API', () => {
  it('stops nothing without the right token', async () => {
    expect((await stop(null)).status).toBe(401);
    expect((await stop('')).status).toBe(401);
    expect((await stop('host-admin-tokem')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('asks every process to stop, once', async () => {
    expect(await stop(ADMIN_TOKEN)).toMatchObject({ status: 200, body: { success: true, ports_cleared: 1 } });
    expect((await stop(ADMIN_TOKEN)).body).toMatchObject({ message: 'The frontend is not running.' });
    expect(asked).toEqual([4816, 4822]);
  });

  it('tells which processes did not stop, and goes on to know them', async () => {
    const half = await stop(ADMIN_TOKEN, (pids) => ({ stopped: pids.slice(0, 1), portsInUse: [5173] }));
    expect(half.body).toMatchObject({ success: true, stopped_pids: [4816], ports_cleared: 0 });
    const none = await stop(ADMIN_TOKEN, () => Promise.resolve({ stopped: [], portsInUse: [] }));
    expect(none.body).toMatchObject({
      success: false,
      warnings: [expect.stringContaining('4822'), expect.stringContaining('taskkill')],
    });
    expect((await ask('GET', '/control/api/status')).body).toMatchObject({ frontend: true });
  });

  it('tells that a port is in use although all processes have stopped', async () => {
    const stopped = await stop(ADMIN_TOKEN, (pids) => ({ stopped: pids, portsInUse: [5173] }));
    expect(stopped.body).toMatchObject({
      message: 'The frontend was stopped in part.',
      ports_cleared: 0,
      warnings: ['Port 5173 is still in use.'],
    });
  });

  it('is 404 where it is switched off and for an unknown path, and 405 for another method', async () => {
    expect((await ask('GET', '/control/api/kill')).status).toBe(404);
    expect((await ask('GET', '/control/api/stop')).status).toBe(405);
    control.enabled = false;
    expect((await ask('GET', '/control/api/status')).status).toBe(404);
    expect((await stop(ADMIN_TOKEN)).status).toBe(404);
    expect(asked).toEqual([]);
  });
});
