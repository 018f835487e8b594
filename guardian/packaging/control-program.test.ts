import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeKeys, makePackage, placesForTests, run, unpack } from './testing/package';
import { BUILD_MS } from '../testing/programs';

const { newFolder, start } = placesForTests();
let tarball: string;

beforeAll(() => {
  tarball = makePackage([...makeKeys(newFolder()), '--out', newFolder()]);
}, BUILD_MS);

describe('exacta-guardian in the package', () => {
  it('lets no variable tell Node what to load or to write [F7-112]', () => {
    const folder = newFolder();
    const program = join(unpack(tarball, newFolder()), 'exacta-guardian');
    const words = ['NODE_OPTIONS=--no-such-option', `NODE_V8_COVERAGE=${join(folder, 'written')}`, program];
    expect(run('env', [...words, '--help'])).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('exacta-control in the package, with nothing but Node', () => {
  const services = (folder: string, script: string) => {
    const file = join(folder, 'services.json');
    const service = { name: 'frontend', command: '/bin/sh', arguments: ['-c', script], port: null };
    writeFileSync(file, JSON.stringify({ services: [service] }), { mode: 0o644 });
    return file;
  };

  it('runs from an empty folder, is off without ENABLE_CONTROL_API, and ends its services with itself', async () => {
    const folder = newFolder();
    const program = join(unpack(tarball, newFolder()), 'exacta-control');
    const file = services(folder, `echo $$ > ${folder}/pid; exec sleep 600`);
    const rest = ['--log', join(folder, 'log'), '--pids', join(folder, 'pids'), '--port', '0'];
    const control = start(program, ['--services', file, ...rest], {});
    await vi.waitFor(() => expect(control.said()).toMatch(/listens on \S+ and is off/), { timeout: 20_000 });
    const [, port] = /:(\d+) /.exec(control.said()) ?? [];
    expect((await fetch(`http://127.0.0.1:${port}/control/api/status`)).status).toBe(404);
    await vi.waitFor(() => expect(existsSync(join(folder, 'pid'))).toBe(true), { timeout: 20_000 });
    const service = readFileSync(join(folder, 'pid'), 'utf8').trim();
    expect(readFileSync(join(folder, 'pids'), 'utf8')).toMatch(new RegExp(`^frontend ${service} \\d+ `));
    control.signal('SIGTERM');
    expect((await control.ended).code).toBe(0);
    expect(existsSync(`/proc/${service}`)).toBe(false);
  });

  it('says where CONTROL_API_ALLOW_TASKKILL is on that it is for a host of one operator [OPS-28]', async () => {
    const folder = newFolder();
    const program = join(unpack(tarball, newFolder()), 'exacta-control');
    const rest = ['--log', join(folder, 'log'), '--pids', join(folder, 'pids'), '--port', '0'];
    const env = { ENABLE_CONTROL_API: '1', CONTROL_API_ALLOW_TASKKILL: '1' };
    const control = start(program, ['--services', services(folder, 'exit 0'), ...rest], env);
    await vi.waitFor(
      () => expect(control.said()).toMatch(/CONTROL_API_ALLOW_TASKKILL is 1.*listens|listens/s),
      { timeout: 20_000 },
    );
    await vi.waitFor(() => expect(control.said()).toMatch(/CONTROL_API_ALLOW_TASKKILL is 1/), {
      timeout: 20_000,
    });
    const [, port] = /:(\d+)\./.exec(control.said()) ?? [];
    const status = await (await fetch(`http://127.0.0.1:${port}/control/api/status`)).json();
    expect(status).toMatchObject({ taskkill_allowed: true });
  });

  it('ends with 2 when it is set wrongly, and with 1 when the port is taken', async () => {
    const folder = newFolder();
    const program = join(unpack(tarball, newFolder()), 'exacta-control');
    expect(run(program, ['--force']).code).toBe(2);
    const file = services(folder, `: >${folder}/started; exec sleep 600`);
    const rest = ['--services', file, '--log', join(folder, 'log'), '--pids', join(folder, 'pids')];
    const first = start(program, [...rest, '--port', '0'], {});
    await vi.waitFor(() => expect(first.said()).toMatch(/:(\d+) /), { timeout: 20_000 });
    const [, port = ''] = /:(\d+) /.exec(first.said()) ?? [];
    expect(run(program, [...rest, '--port', port])).toMatchObject({
      code: 1,
      err: expect.stringContaining('EADDRINUSE'),
    });
    first.signal('SIGTERM');
    await first.ended;
  });
});
