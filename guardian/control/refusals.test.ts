import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { hostsForTests, made, shell, TOKEN } from './testing/host';
import { createLog } from './log';

const { newFolder, start } = hostsForTests();

const running = async (settings = {}) => {
  const folder = newFolder();
  const host = await start([shell('frontend', `: >${folder}/ready; exec sleep 600`)], settings);
  await made(folder, 'ready');
  return host;
};

describe('the control API refuses', () => {
  it('a stop without the admin token, and with a wrong one, and stops with the right one [OPS-11]', async () => {
    const host = await running();
    expect(await host.stop({})).toEqual({ status: 401, body: { detail: 'X-ADMIN-TOKEN is required' } });
    expect((await host.stop({ 'X-ADMIN-TOKEN': '' })).status).toBe(401);
    expect((await host.stop({ 'X-ADMIN-TOKEN': `${TOKEN}!` })).status).toBe(403);
    expect((await host.stop({ Authorization: `Bearer ${TOKEN}` })).status).toBe(401);
    expect(host.living()).toEqual(host.groups);
    expect((await host.stop()).body).toMatchObject({ success: true, stopped_pids: host.groups });
  });

  it('everything with 404 where it is switched off, and its services run all the same', async () => {
    const host = await running({ enabled: false });
    const gone = { status: 404, body: { detail: 'Not Found' } };
    expect(await host.status()).toEqual(gone);
    expect(await host.stop()).toEqual(gone);
    expect(await host.stop({ 'Sec-Fetch-Site': 'cross-site' })).toEqual(gone);
    expect(host.living()).toEqual(host.groups);
  });

  it('other paths and methods, and a kill by any name [OPS-02]', async () => {
    const host = await running({ taskkillAllowed: true });
    for (const path of [
      '/control/api/kill',
      '/control/api/taskkill',
      '/control/api/stop/',
      '/',
      '//x/control/api/stop',
    ])
      expect((await host.ask('POST', path, { 'X-ADMIN-TOKEN': TOKEN })).status).toBe(404);
    expect((await host.ask('GET', '/control/api/stop', { 'X-ADMIN-TOKEN': TOKEN })).status).toBe(405);
    expect((await host.ask('DELETE', '/control/api/status')).status).toBe(405);
    expect(host.living()).toEqual(host.groups);
  });

  it('a page of another site, also with the token', async () => {
    const host = await running();
    const answer = await host.stop({ 'X-ADMIN-TOKEN': TOKEN, 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(host.living()).toEqual(host.groups);
    expect((await host.stop({ 'X-ADMIN-TOKEN': TOKEN, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  it('a stop from elsewhere where no token is configured, and takes one from the host itself [OPS-11]', async () => {
    const host = await running({ adminToken: null });
    const elsewhere = [
      { 'X-Forwarded-For': '203.0.113.9' },
      { Via: '1.1 proxy' },
      { 'X-Exacta-Person': 'e30' },
      { Origin: 'null' },
      { Host: 'rebound.example' },
      { Host: '127.rebound.example:8000' },
    ];
    for (const headers of elsewhere) {
      const { status, body } = await host.stop(headers);
      expect(status).toBe(403);
      expect(body['detail']).toMatch(/^No admin token is configured on this host/);
    }
    expect(host.living()).toEqual(host.groups);
    expect((await host.stop({})).body).toMatchObject({ success: true, stopped_pids: host.groups });
  });

  it('nothing of a caller who sends garbage, and answers the next one', async () => {
    const host = await running();
    const { status } = await host.ask('GET', `/control/api/status?token=${'x'.repeat(4_000)}`);
    expect(status).toBe(200);
    expect((await host.ask('POST', '/control/api/stop', { 'X-ADMIN-TOKEN': 'x'.repeat(8_000) })).status).toBe(
      403,
    );
    expect((await host.status()).status).toBe(200);
  });
});

describe('the log of the control API', () => {
  it('has every call with the caller’s address and whether a token came along, never the token [OPS-21, OPS-22]', async () => {
    const host = await running();
    await host.status();
    await host.stop({});
    await host.stop({ 'X-ADMIN-TOKEN': 'a-wrong-secret', 'X-Forwarded-For': '203.0.113.9' });
    await host.ask('GET', '/nothing?token=in-the-query');
    await host.stop();
    const calls = host.logged().filter((line) => 'method' in line);
    const address = '127.0.0.1';
    expect(calls).toEqual([
      expect.objectContaining({
        address,
        method: 'GET',
        path: '/control/api/status',
        token_present: false,
        status: 200,
      }),
      expect.objectContaining({ address, path: '/control/api/stop', token_present: false, status: 401 }),
      expect.objectContaining({ address, forwarded_for: '203.0.113.9', token_present: true, status: 403 }),
      expect.objectContaining({ address, path: '/nothing', token_present: false, status: 404 }),
      expect.objectContaining({ address, token_present: true, status: 200 }),
    ]);
    expect(host.logText()).not.toMatch(new RegExp(`${TOKEN}|a-wrong-secret|in-the-query`));
  });

  it('has what a stop did, so that it can be audited [OPS-04, OPS-23]', async () => {
    const host = await running();
    await host.stop();
    expect(host.logged()).toContainEqual(
      expect.objectContaining({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        outcome: expect.objectContaining({ success: true, stopped_pids: host.groups }),
      }),
    );
    await vi.waitFor(() =>
      expect(host.logged()).toContainEqual(
        expect.objectContaining({ service: 'frontend', ended: 'SIGTERM' }),
      ),
    );
  });

  it('is kept at one older file, so that callers cannot fill the disk', () => {
    const file = join(newFolder(), 'control.log');
    const log = createLog(file, () => 0, 100);
    for (const call of [1, 2, 3, 4, 5, 6]) log({ call, text: 'x'.repeat(20) });
    for (const { size } of [statSync(file), statSync(`${file}.1`)]) {
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(100);
    }
  });

  it('goes to standard error when the file cannot be written', () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const log = createLog(join(newFolder(), 'no\0folder', 'control.log'), () => 0);
    log({ call: 1 });
    expect(lines.join('')).toContain('{"time":"1970-01-01T00:00:00.000Z","call":1}');
  });
});
