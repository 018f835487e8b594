import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { processesForTests } from './processes-for-tests';

const { newFolder, start, killSwitchJson } = processesForTests();

interface Started {
  pid: number;
  console: string;
  tenants: { id: string; name: string }[];
  people: { tenant: string; email: string; password: string; role: string }[];
  agents: { tenant: string; name: string; key: string }[];
  guardian: { home: string; pid: number };
}

async function startAll(folder: string, ...more: string[]) {
  const script = start('start.mjs', ['--port', '0', '--data', folder, '--json', ...more]);
  const started = JSON.parse(await script.says(/^(\{"pid":.*)$/m)) as Started;
  return { script, started };
}

/** The control plane asks every host every 2 s. */
const HEARD = { timeout: 15_000, interval: 200 };

/** A process that has ended and was not looked after yet is no more. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('prints one line when everything answers, ends with 0 when it is told to, and finds everything again', async () => {
    const folder = newFolder();
    const { script, started } = await startAll(folder);
    expect(started.pid).toBe(script.pid);
    expect(started.tenants.map(({ name }) => name)).toEqual(['acme', 'globex']);
    expect(started.agents).toHaveLength(3);
    const { home, pid } = started.guardian;
    expect(home).toBe(join(folder, 'guardian'));
    expect(isAlive(pid)).toBe(true);
    const guardianKey = readFileSync(join(home, 'guardian-public.pem'), 'utf8');
    expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600);
    expect(await (await fetch(started.console)).text()).toContain('<div id="root">');

    const [person] = started.people;
    const signIn = await fetch(`${started.console}auth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Tenant-ID': person?.tenant ?? '' },
      body: JSON.stringify({ email: person?.email, password: person?.password }),
    });
    expect(signIn.status).toBe(200);
    const call = () =>
      fetch(`${started.console}execute`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${started.agents[0]?.key}` },
        body: '{"tool":"x","arguments":{}}',
      });
    expect((await call()).status).toBe(200);
    const command = ['engage', '--tenant', 'acme', '--reason', 'why', '--confirm'];
    expect((await killSwitchJson({ DATA_DIR: folder }, command)).json).toMatchObject({
      epoch: 1,
      confirmed: true,
    });
    expect((await call()).status).toBe(403);

    script.signal('SIGTERM');
    const { code, out } = await script.ended;
    expect({ code, lines: out.split('\n').filter((line) => line.startsWith('{')).length }).toEqual({
      code: 0,
      lines: 1,
    });
    expect(isAlive(pid), 'the Guardian ends with it').toBe(false);

    const second = await startAll(folder);
    expect(second.started.agents).toEqual(started.agents);
    expect(second.started.guardian.home).toBe(home);
    expect(readFileSync(join(home, 'guardian-public.pem'), 'utf8')).toBe(guardianKey);
    await vi.waitFor(async () => {
      const hosts = await killSwitchJson({ DATA_DIR: folder }, ['host', 'list', '--tenant', 'acme']);
      expect(hosts.json).toMatchObject({ hosts: [{ mode: 'NORMAL' }] });
    }, HEARD);
    const status = await killSwitchJson({ DATA_DIR: folder }, ['status', '--tenant', 'acme']);
    expect(status.json).toMatchObject({ status: 'engaged', epoch: 1, reason: 'why' });
    second.script.signal('SIGINT');
    expect((await second.script.ended).code).toBe(0);
  });

  it.each([
    ['on the same data', []],
    ['with --fresh', ['--fresh']],
  ])('ends the Guardian of a start that was killed, before it begins another one %s', async (_how, more) => {
    const folder = newFolder();
    const first = await startAll(folder);
    const { pid } = first.started.guardian;
    first.script.signal('SIGKILL');
    await first.script.ended;
    try {
      expect(isAlive(pid)).toBe(true);
      const { script, started } = await startAll(folder, ...more);
      expect(isAlive(pid)).toBe(false);
      expect(started.guardian.pid).not.toBe(pid);
      script.signal('SIGTERM');
      expect((await script.ended).code).toBe(0);
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }
  });

  it('leaves no Guardian behind when it is told to end while that one starts', async () => {
    const folder = newFolder();
    const script = start('start.mjs', ['--port', '0', '--data', folder, '--json']);
    const holder = await vi.waitFor(
      () => JSON.parse(readFileSync(join(folder, 'guardian', 'guardian.lock'), 'utf8')) as { pid: number },
      { timeout: 30_000, interval: 5 },
    );
    try {
      script.signal('SIGTERM');
      expect((await script.ended).code).toBe(0);
      await vi.waitFor(() => expect(isAlive(holder.pid)).toBe(false), HEARD);
    } finally {
      if (isAlive(holder.pid)) process.kill(holder.pid, 'SIGKILL');
    }
  });

  it('begins anew with --fresh, and never removes what it has not made', async () => {
    const folder = newFolder();
    const first = await startAll(folder);
    const taken = await start('start.mjs', ['--port', '0', '--data', folder, '--fresh', '--json']).ended;
    expect(taken).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Another control plane') });
    first.script.signal('SIGTERM');
    await first.script.ended;
    const { home } = first.started.guardian;
    const keyOf = () => readFileSync(join(home, 'guardian-public.pem'), 'utf8');
    const before = keyOf();
    const { script, started } = await startAll(folder, '--fresh');
    expect(keyOf()).not.toBe(before);
    expect(started.agents).not.toEqual(first.started.agents);
    script.signal('SIGTERM');
    await script.ended;
    expect(isAlive(started.guardian.pid)).toBe(false);
    writeFileSync(join(folder, 'thesis.txt'), 'three years');
    const refused = await start('start.mjs', ['--port', '0', '--data', folder, '--fresh']).ended;
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('thesis.txt') });
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('three years');
  });
});
