import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ControlConfig } from '../control/config';
import { writePids } from '../control/pids-file';
import { NOBODY, runToEnd } from '../testing/programs';
import { hostsForTests, made, shell, TOKEN } from '../control/testing/host';

const { newFolder, start } = hostsForTests();
const SAFE = join(import.meta.dirname, 'maintenance', 'stop_frontend_safe.sh');
const KILL = join(import.meta.dirname, 'operator', 'KILL_FRONTEND_NOW.sh');

/** Runs a script of an operator as a person does, but without a terminal. */
const run = (script: string, words: readonly string[], input = '', env: Record<string, string> = {}) =>
  runToEnd('/bin/sh', [script, ...words], { input, env });

/** A host whose frontend ignores SIGTERM, with the file of its processes. */
async function startHost({
  ignores = false,
  ...settings
}: Partial<ControlConfig> & { ignores?: boolean } = {}) {
  const folder = newFolder();
  const trap = ignores ? "trap '' TERM; " : '';
  const host = await start([shell('frontend', `${trap}sleep 600 & : >${folder}/ready; wait`)], settings);
  await made(folder, 'ready');
  const pids = join(folder, 'pids');
  writePids(pids, host.started, () => {});
  return { ...host, pids, url: `http://127.0.0.1:${host.port}` };
}

describe('stop_frontend_safe.sh', () => {
  it('stops the frontend over the control API, with the token from standard input [OPS-03, OPS-08, OPS-09, OPS-10, OPS-29]', async () => {
    const host = await startHost();
    const { code, out } = await run(SAFE, ['-ControlUrl', host.url], `${TOKEN}\n`);
    expect({ code, answer: JSON.parse(out) }).toMatchObject({ code: 0, answer: { success: true } });
    expect(host.living()).toEqual([]);
    expect((await run(SAFE, ['--control-url', `${host.url}/`], TOKEN)).code).toBe(0);
  });

  it('needs no token where the host asks for none [OPS-11]', async () => {
    const host = await startHost({ adminToken: null });
    expect((await run(SAFE, ['-ControlUrl', host.url])).code).toBe(0);
    expect(host.living()).toEqual([]);
  });

  it('tells a missing and a wrong token, and an API that is off or not there, by its exit code', async () => {
    const host = await startHost();
    expect(await run(SAFE, ['-ControlUrl', host.url])).toMatchObject({ code: 3 });
    expect(await run(SAFE, ['-ControlUrl', host.url], 'wrong\n')).toMatchObject({ code: 3 });
    expect(host.living()).not.toEqual([]);
    const off = await startHost({ enabled: false });
    expect(await run(SAFE, ['-ControlUrl', off.url], TOKEN)).toMatchObject({ code: 4 });
    const gone = await run(SAFE, ['-ControlUrl', 'http://127.0.0.1:1'], TOKEN);
    expect(gone).toMatchObject({ code: 4, err: expect.stringContaining('KILL_FRONTEND_NOW.sh --confirm') });
  });

  it('warns, and ends with 1, when the frontend goes on; and does no more [OPS-04]', async () => {
    const host = await startHost({ ignores: true });
    const { code, err } = await run(SAFE, ['-ControlUrl', host.url], TOKEN);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Read the warnings') });
    expect(host.living()).toEqual(expect.arrayContaining(host.groups));
  });

  it('refuses a token among its arguments, where ps would show it, and does not repeat it', async () => {
    const host = await startHost();
    const { code, out, err } = await run(SAFE, ['-ControlUrl', host.url, '-AdminToken', TOKEN]);
    expect(code).toBe(2);
    expect(out + err).not.toContain(TOKEN);
    expect(host.living()).not.toEqual([]);
    for (const words of [['-ControlUrl'], ['-ControlUrl', 'file:///etc/passwd'], ['--force']])
      expect((await run(SAFE, words)).code).toBe(2);
  });
});

describe('KILL_FRONTEND_NOW.sh', () => {
  it('does nothing without --confirm, says what it would end, and warns [OPS-06, OPS-07, OPS-13, OPS-15, OPS-16, OPS-30]', async () => {
    const host = await startHost({ ignores: true });
    const before = host.living();
    const { code, out, err } = await run(KILL, ['--pids', host.pids]);
    expect(code).toBe(6);
    expect(out).toMatch(new RegExp(`Service frontend: process ${host.groups[0]} `));
    expect(err).toMatch(
      /WARNING: this ends processes by force.*Try stop_frontend_safe\.sh first.*Nothing was done/s,
    );
    expect(host.living()).toEqual(before);
  });

  it.each(['--confirm', '-Confirm'])(
    'with %s ends what ignored SIGTERM, and its children [OPS-12, OPS-14]',
    async (word) => {
      const host = await startHost({ ignores: true });
      expect(host.living().length).toBeGreaterThan(1);
      expect(await run(KILL, [word, '--pids', host.pids])).toMatchObject({ code: 0 });
      expect(host.living()).toEqual([]);
      const again = await run(KILL, [word, '--pids', host.pids]);
      expect(again).toMatchObject({
        code: 0,
        out: expect.stringContaining('No service of exacta-control is running'),
      });
    },
  );

  it('does not say that nothing runs to somebody who may not read what runs', async () => {
    const host = await startHost();
    const another = process.geteuid?.() === 0 ? NOBODY : [];
    const words = [...another, '/bin/sh', KILL, '--confirm', '--pids', host.pids];
    const folder = dirname(host.pids);
    for (const [path, mode] of [
      [folder, 0o600],
      [host.pids, 0],
    ] as const) {
      chmodSync(folder, 0o755);
      chmodSync(path, mode);
      expect(await runToEnd('setpriv', words)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('You may not read'),
      });
    }
    expect(host.living()).not.toEqual([]);
  });

  it('does nothing in automation [OPS-18]', async () => {
    const host = await startHost();
    expect(await run(KILL, ['--confirm', '--pids', host.pids], '', { CI: 'true' })).toMatchObject({
      code: 4,
    });
    expect(host.living()).not.toEqual([]);
  });

  it('leaves a process alone that only has the number of a service by now', async () => {
    const host = await startHost();
    const [line = ''] = readFileSync(host.pids, 'utf8').split('\n');
    const [name, group, ticks] = line.split(' ');
    writeFileSync(
      host.pids,
      `${name} ${group} ${Number(ticks) - 1} then\nother 1 1 then\nodd -1 1 then\nfrontend\n`,
    );
    expect(await run(KILL, ['--confirm', '--pids', host.pids])).toMatchObject({
      code: 0,
      out: expect.stringContaining('No service of exacta-control is running'),
    });
    expect(host.living()).not.toEqual([]);
  });

  it('does not understand other words', async () => {
    for (const words of [['--force'], ['--pids'], ['--confirm', 'now']])
      expect((await run(KILL, words)).code).toBe(2);
  });
});

describe('the scripts for PowerShell, which was not there to run them', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  const safe = read('maintenance/stop_frontend_safe.ps1');
  const kill = read('operator/KILL_FRONTEND_NOW.ps1');

  it('take the words of the operator guide [OPS-10, OPS-14]', () => {
    expect(safe).toMatch(/\[string\] \$ControlUrl = /);
    expect(safe).toMatch(/\[string\] \$AdminToken = ''/);
    expect(kill).toMatch(/\[switch\] \$Confirm/);
  });

  it('end nothing before -Confirm was looked at [OPS-16]', () => {
    expect(kill.match(/taskkill\.exe/g)).toHaveLength(1);
    const refused = kill.indexOf('if (-not $Confirm)');
    expect(refused).toBeGreaterThan(0);
    expect(kill.slice(refused)).toMatch(/^if \(-not \$Confirm\) \{[^}]*exit 6\n\}/);
    expect(kill.indexOf('taskkill.exe')).toBeGreaterThan(refused);
    expect(safe).not.toMatch(/taskkill|Stop-Process/);
  });

  it.each([
    ['stop_frontend_safe.ps1', safe],
    ['KILL_FRONTEND_NOW.ps1', kill],
  ])('%s has a partner for each bracket and quotation mark', (_name, text) => {
    const code = text.replace(/<#.*?#>/gs, '').replace(/^\s*#.*$/gm, '');
    const bare = code
      .replace(/'[^']*'/g, '')
      .replace(/"[^"]*"/g, (quoted) => quoted.replace(/[^(){}$]/g, ''));
    expect(bare).not.toMatch(/['"]/);
    for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair]))
      expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
  });
});
