import { connect } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { livingIn } from './process-groups';
import { freePort } from '../testing/free-port';
import { hostsForTests, listener, made, shell, TOKEN } from './testing/host';

const { newFolder, start } = hostsForTests();

const listensOn = (port: number) =>
  vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1' }, () => resolve(void socket.destroy()));
        socket.on('error', reject);
      }),
    { timeout: 20_000, interval: 20 },
  );

/** A service that only writes each SIGTERM into a file. */
async function startStubborn(settings = {}) {
  const folder = newFolder();
  const script = `const { appendFileSync } = require('node:fs');
    process.on('SIGTERM', () => appendFileSync('${folder}/signals', 'TERM\\n'));
    setInterval(() => {}, 1000);
    appendFileSync('${folder}/ready', '')`;
  const command = process.execPath;
  const host = await start([{ name: 'stubborn', command, arguments: ['-e', script], port: null }], settings);
  await made(folder, 'ready');
  return { ...host, signals: () => readFileSync(join(folder, 'signals'), 'utf8') };
}

describe('the control API of a host', () => {
  it('asks its own children to stop, theirs as well, and tells what it did [OPS-09, OPS-05]', async () => {
    const port = await freePort();
    const host = await start([listener('frontend', port)]);
    await listensOn(port);
    await vi.waitFor(() => expect(host.living()).toHaveLength(2), { timeout: 10_000 });
    const pids = host.living();
    expect((await host.status()).body).toMatchObject({
      backend: true,
      frontend: true,
      frontend_port: port,
      database: null,
      taskkill_allowed: false,
    });

    const { status, body } = await host.stop();

    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, message: 'The frontend was stopped.', ports_cleared: 1 });
    expect(body['stopped_pids']).toEqual(pids);
    expect(host.living()).toEqual([]);
    expect((await host.status()).body).toMatchObject({ frontend: false, frontend_port: null });
    expect((await host.stop()).body).toMatchObject({ message: 'The frontend is not running.' });
  });

  it('sends SIGTERM once and then only warns, also where taskkill is allowed [OPS-02, OPS-04, OPS-27]', async () => {
    const host = await startStubborn({ taskkillAllowed: true });
    for (const { status, body } of [await host.stop(), await host.stop(), await host.stop()]) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ success: false, stopped_pids: [] });
      expect(String(body['warnings'])).toMatch(/does not react.*No process is ended by force/);
    }
    expect(host.living()).toEqual(host.groups);
    expect(host.signals()).toBe('TERM\n');
  });

  it('tells which of several services did not stop', async () => {
    const folder = newFolder();
    const port = await freePort();
    const host = await start([
      listener('frontend', port),
      shell('stubborn', `trap '' TERM; : >${folder}/ready; exec sleep 600`),
    ]);
    await Promise.all([listensOn(port), made(folder, 'ready')]);
    const { body } = await host.stop();
    expect(body).toMatchObject({
      success: true,
      message: 'The frontend was stopped in part.',
      ports_cleared: 1,
    });
    expect(body['warnings']).toEqual([`Process ${host.groups[1]} is still running.`]);
  });

  it('tells that a port is still in use by a process that left its service', async () => {
    const port = await freePort();
    const folder = newFolder();
    const away = `require('node:child_process').spawn(process.execPath, ['-e', \`
      require('node:fs').writeFileSync('${folder}/pid', String(process.pid));
      require('node:net').createServer().listen(${port}, '127.0.0.1')\`], { detached: true, stdio: 'ignore' });
      setInterval(() => {}, 1000)`;
    const host = await start([
      { name: 'frontend', command: process.execPath, arguments: ['-e', away], port },
    ]);
    await listensOn(port);
    try {
      const { body } = await host.stop();
      expect(body).toMatchObject({ ports_cleared: 0, warnings: [`Port ${port} is still in use.`] });
    } finally {
      process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
    }
  });

  it('goes on when a service cannot be started, and logs that', async () => {
    const host = await start([{ name: 'gone', command: '/no/such/program', arguments: [], port: null }]);
    expect((await host.status()).body).toMatchObject({ frontend: false });
    await vi.waitFor(() =>
      expect(host.logged()).toContainEqual(
        expect.objectContaining({ service: 'gone', failed: expect.any(String) }),
      ),
    );
  });

  it('does not take a process for a service that only has the number of one by now', async () => {
    const { started, groups } = await start([shell('one', 'exec sleep 600')]);
    const later = started.map(({ group }) => ({ ...group, startTime: `${Number(group.startTime) + 1}` }));
    expect(livingIn(started.map(({ group }) => group))).toEqual(groups);
    expect(livingIn(later)).toEqual([]);
  });

  it('gives its services none of its own settings', async () => {
    vi.stubEnv('CONTROL_API_ADMIN_TOKEN', TOKEN);
    vi.stubEnv('ENABLE_CONTROL_API', '1');
    const folder = newFolder();
    await start([shell('one', `env > ${folder}/draft; mv ${folder}/draft ${folder}/env; exec sleep 600`)]);
    await made(folder, 'env');
    const text = readFileSync(join(folder, 'env'), 'utf8');
    expect(text).toContain('PATH=');
    expect(text).not.toMatch(/CONTROL_API|the-token/);
  });

  it('has no code that ends a process by force [OPS-02, OPS-18, OPS-31]', () => {
    const own = readdirSync(import.meta.dirname).filter((name) => !name.includes('test'));
    expect(own).toContain('children.ts');
    const sources = [...own, '../linux/process-table.ts'];
    const code = sources.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
    expect(code).not.toMatch(/SIGKILL|\bexec(?:File)?(?:Sync)?\(|taskkill\.exe|kill -9/);
    expect(code.match(/process\.kill\([^;]*;/g)).toEqual([
      expect.stringContaining("'SIGTERM'"),
      'process.kill(pid, 0);',
    ]);
  });
});
