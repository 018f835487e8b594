import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeStatement } from '../../core/hosts/statement';
import { ACT, actorsIn, admin, anyone, call, modeOf, newHome, start, until } from './testing/daemon';

describe('a Guardian on a home', () => {
  it('starts Core, ends it for a KILL file, and is led back to a signed NORMAL [F7-24, F7-25, F7-27, F7-28, F7-29, F7-129, F7-130, F7-156, INV-OPER-1, F7-01, F7-118]', async () => {
    const made = await newHome();
    const { core, daemon } = await start(made);
    await until(() => expect(core.isRunning()).toBe(true));
    await until(async () => {
      expect((await admin(made, 'GET', '/guardian/status')).body.data).toMatchObject({
        mode: 'NORMAL',
        core_state: 'running',
        platform: 'linux',
        containment: 'pidns',
        last_exit_in_tenant_log: null,
      });
    });
    await writeFile(join(made.home, 'KILL'), 'KILL');
    await until(() => expect(core.isRunning()).toBe(false));
    await until(async () => expect(await modeOf(made)).toBe('OPERATOR_OVERRIDE'));
    const acknowledge = () => admin(made, 'POST', '/guardian/kill/acknowledge', ACT);
    expect(await acknowledge()).toMatchObject({ status: 409, body: { error: 'kill_file_present' } });
    await rm(join(made.home, 'KILL'));
    expect(await acknowledge()).toMatchObject({ status: 200, body: { data: { mode: 'SAFE' } } });
    const exit = await admin(made, 'POST', '/guardian/safe-mode/exit', ACT);
    expect(exit).toMatchObject({ status: 200, body: { data: { operator: expect.stringMatching(/^ada@/) } } });
    await until(() => expect(core.isRunning()).toBe(true));
    const log = await readFile(join(made.home, 'events.log'), 'utf8');
    expect(log).toContain(String(exit.body.data?.['signature']));
    await daemon.stop();
    expect(core.isRunning()).toBe(false);
  });

  it('notices the emergency key at its start, and keeps its condition until the key is gone and it starts again [F7-38, F7-40, F7-41, F7-42, F7-157]', async () => {
    const made = await newHome();
    const key = join(made.emergencyFolder, 'emergency-stop');
    await mkdir(dirname(key), { recursive: true });
    await writeFile(key, '');
    const first = await start(made);
    expect(await modeOf(made)).toBe('SAFE');
    expect(first.core.started).toEqual([]);
    await rm(key);
    const exit = () => admin(made, 'POST', '/guardian/safe-mode/exit', ACT);
    expect((await exit()).body.data?.['blockers']).toMatchObject([{ code: 'registry_restart_needed' }]);
    await first.daemon.stop();
    const second = await start(made);
    expect(await modeOf(made)).toBe('SAFE');
    expect((await exit()).status).toBe(200);
    await until(() => expect(second.core.isRunning()).toBe(true));
  });

  it.each([
    ['a state that is damaged', 'state.json', '{'],
    ['a policy that was changed', 'policy.json', '{}'],
  ])('is SAFE, starts no Core and answers, with %s [F7-68, INV-OPER-3]', async (_name, file, text) => {
    const made = await newHome();
    await writeFile(join(made.home, file), text);
    const { core } = await start(made);
    expect(await modeOf(made)).toBe('SAFE');
    expect(core.started).toEqual([]);
  });

  it('resets a corrupted policy after a backup that is byte for byte what was there [F7-10, F7-56, F7-57, F7-62, F7-63, F7-135, F7-159, INV-OPER-3]', async () => {
    const made = await newHome();
    await writeFile(join(made.home, 'policy.json'), 'rubbish');
    await start(made);
    const reset = await admin(made, 'POST', '/guardian/policy/reset', ACT);
    expect(reset).toMatchObject({
      status: 200,
      body: { data: { settings: { shell_execution_allowed: false } } },
    });
    const backup = String(reset.body.data?.['backup_file']);
    expect(backup).not.toContain(':');
    expect(await readFile(join(made.home, backup), 'utf8')).toBe('rubbish');
    expect((await admin(made, 'POST', '/guardian/safe-mode/exit', ACT)).status).toBe(200);
  });

  it('is SAFE after a byte of Core was changed, and a roll-back leads to an older version [F7-49, F7-67, F7-76, F7-139, F7-160]', async () => {
    const made = await newHome();
    await writeFile(join(made.home, 'core', '2.4.1', 'core.js'), '// other\n');
    const { core } = await start(made);
    expect(await modeOf(made)).toBe('SAFE');
    const back = await admin(made, 'POST', '/guardian/core/rollback', ACT);
    expect(back).toMatchObject({
      status: 200,
      body: { data: { from_version: '2.4.1', to_version: '2.4.0' } },
    });
    expect((await admin(made, 'POST', '/guardian/safe-mode/exit', ACT)).status).toBe(200);
    await until(() => expect(core.started.at(-1)).toMatch(/2\.4\.0$/));
  });

  it('lets everybody of the host see, verify, export and start safe, and nothing else [F7-46, F7-50, F7-51, F7-52]', async () => {
    const made = await newHome();
    const { core } = await start(made);
    const calls: [string, string, number][] = [
      ['GET', '/guardian/status', 200],
      ['POST', '/guardian/integrity/verify', 200],
      ['POST', '/guardian/logs/export', 200],
      ['GET', '/guardian/events', 403],
      ['GET', '/guardian/outbox', 403],
      ['POST', '/guardian/safe-mode/exit', 403],
      ['POST', '/guardian/policy/reset', 403],
      ['POST', '/local/stop', 403],
      ['POST', '/local/install-core', 403],
      ['POST', '/local/ping', 200],
      ['POST', '/local/start-safe', 200],
    ];
    for (const [method, path, status] of calls) {
      expect([path, (await anyone(made, method, path)).status]).toEqual([path, status]);
    }
    expect(await modeOf(made)).toBe('SAFE');
    expect(core.isRunning()).toBe(false);
    // The account is only what the caller says.
    const actors = new Set(await actorsIn(made));
    expect(actors).toEqual(new Set(['Guardian', `unverified:root@${hostname()}`]));
  });

  it('believes on its port only what the control plane signed with the token of this host, once, also after it has started again', async () => {
    const made = await newHome();
    const { daemon } = await start(made);
    const port = daemon.port() ?? 0;
    const path = '/guardian/status';
    const sign = (token: string, role: string, to = path, query = '') =>
      makeStatement(
        token,
        { tenantId: 't', host: 'host-1', id: 'c', email: 'control plane', role },
        { method: 'GET', path: to, query, body: '' },
        { now: Date.now(), nonce: crypto.randomUUID() },
      );
    const ask = (headers: Record<string, string>, to = path) => call({ port }, 'GET', to, { headers });
    expect((await ask(sign('secret', 'ADMIN'))).status).toBe(401);
    await writeFile(join(made.home, 'keys', 'host-token'), 'secret\n', { mode: 0o600 });
    const headers = sign('secret', 'CONTROL_PLANE');
    expect((await ask(headers)).status).toBe(200);
    expect((await ask(headers)).status).toBe(401);
    expect((await ask({})).status).toBe(401);
    expect((await ask(sign('other', 'ADMIN'))).status).toBe(401);
    expect((await ask(sign('secret', 'ADMIN'), '/guardian/events')).status).toBe(401);
    const events = '/guardian/events';
    expect((await ask(sign('secret', 'CONTROL_PLANE', events), events)).status).toBe(403);
    const outbox = '/guardian/outbox';
    expect(await ask(sign('secret', 'CONTROL_PLANE', outbox, 'after='), `${outbox}?after=`)).toMatchObject({
      status: 200,
      body: { data: { items: [] } },
    });
    for (const local of ['/local/ping', '/local/install-core'])
      expect((await ask(sign('secret', 'ADMIN', local), local)).status).toBe(404);
    await daemon.stop();
    const next = { port: (await start(made)).daemon.port() ?? 0 };
    expect((await call(next, 'GET', path, { headers })).status).toBe(401);
    expect((await call(next, 'GET', path, { headers: sign('secret', 'ADMIN') })).status).toBe(200);
  });

  it('leaves the home to the one that has it, and tells the next one when it did not end by itself', async () => {
    const made = await newHome();
    const { daemon } = await start(made);
    await expect(start(made)).rejects.toThrow('Another Guardian works there.');
    await daemon.stop();
    await writeFile(join(made.home, 'running'), '{}');
    await start(made);
    // What was seen is durable.
    await modeOf(made);
    expect(await readFile(join(made.home, 'events.log'), 'utf8')).toContain('UNCLEAN STOP');
  });

  it('starts safe with --safe-mode, and stops everything when it is asked to [F7-12, F7-64, F7-102, F7-155]', async () => {
    const made = await newHome();
    const { daemon, core } = await start(made, { safeMode: true });
    expect(await modeOf(made)).toBe('SAFE');
    expect(core.started).toEqual([]);
    expect((await admin(made, 'POST', '/local/stop')).status).toBe(200);
    await daemon.ended;
    await expect(modeOf(made)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});
