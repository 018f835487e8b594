// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../test-api';

const STATUS = '/control/api/status';
const STOP = '/control/api/stop';
const timestamp = '2026-11-21T09:00:00.000Z';
const stop = (token = 'host-admin-token') => ({ method: 'POST', headers: { 'x-admin-token': token } });

describe('the host control API', () => {
  it('reports what runs, to anybody on the network, without an envelope', async () => {
    const { json, backend } = await createTestApi();
    const status = {
      backend: true,
      frontend: true,
      frontend_port: 5173,
      docker: false,
      database: true,
      timestamp,
      process_start_time: timestamp,
      taskkill_allowed: false,
    };
    expect(await json(STATUS)).toEqual({ status: 200, body: status });
    await backend.host.configureControl({ taskkillAllowed: true });
    expect((await json(STATUS)).body).toEqual({ ...status, taskkill_allowed: true });
  });

  it('stops the frontend once [OPS-09]', async () => {
    const { json, backend } = await createTestApi();
    await backend.host.killCore();
    expect(await json(STOP, stop())).toEqual({
      status: 200,
      body: {
        success: true,
        message: 'The frontend was stopped.',
        stopped_pids: [4816, 4822],
        ports_cleared: 1,
        timestamp,
      },
    });
    expect((await json(STATUS)).body).toMatchObject({ backend: true, frontend: false, frontend_port: null });
    const message = 'The frontend is not running.';
    expect((await json(STOP, stop())).body).toMatchObject({ success: true, message, stopped_pids: [] });
    await backend.host.startFrontend();
    expect((await json(STATUS)).body).toMatchObject({ frontend: true });
  });

  it('requires the admin token when the host has one [OPS-11]', async () => {
    const { json, backend } = await createTestApi();
    const missing = { status: 401, body: { detail: 'X-ADMIN-TOKEN is required' } };
    expect(await json(STOP, { method: 'POST' })).toEqual(missing);
    expect(await json(STOP, stop(''))).toEqual(missing);
    const wrong = { status: 403, body: { detail: 'X-ADMIN-TOKEN is wrong' } };
    expect(await json(STOP, stop('host-admin-tokem'))).toEqual(wrong);
    expect((await json(STATUS)).body).toMatchObject({ frontend: true });
    await backend.host.configureControl({ adminToken: null });
    expect((await json(STOP, { method: 'POST' })).body).toMatchObject({ success: true });
  });

  it('answers 404 when it is switched off', async () => {
    const { json, backend } = await createTestApi();
    const gone = { status: 404, body: { detail: 'Not Found' } };
    await backend.host.configureControl({ enabled: false });
    expect([await json(STATUS), await json(STOP, stop())]).toEqual([gone, gone]);
    await backend.host.configureControl({ enabled: true });
    backend.faults.set('control', 'control-off');
    expect([await json(STATUS), await json(STOP, stop())]).toEqual([gone, gone]);
  });

  it('stop-half-succeeds: the answer is a success with warnings, and the frontend continues to run', async () => {
    const { json, backend } = await createTestApi();
    backend.faults.set('control', 'stop-half-succeeds');
    expect((await json(STOP, stop())).body).toMatchObject({
      success: true,
      stopped_pids: [4816],
      ports_cleared: 0,
      warnings: ['Process 4822 is still running.', 'Port 5173 is still in use.'],
    });
    expect((await json(STATUS)).body).toMatchObject({ frontend: true });
    expect((await json(STOP, stop())).body).toMatchObject({ success: true, stopped_pids: [4822] });
  });

  it('stop-fails: the answer is a 200 that reports no success', async () => {
    const { json, backend } = await createTestApi();
    backend.faults.set('any', 'stop-fails');
    expect(await json(STOP, stop())).toMatchObject({
      status: 200,
      body: { success: false, message: 'The frontend could not be stopped.', stopped_pids: [] },
    });
    expect((await json(STATUS)).body).toMatchObject({ frontend: true });
  });
});
