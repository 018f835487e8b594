import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { initHome } from '../home/init-home';
import { openHome } from '../home/open-home';
import { fileBeside, makeKeys, makePackage, placesForTests, run, unpack } from './testing/package';
import { BUILD_MS } from '../testing/programs';

const { newFolder } = placesForTests();
let keys: string;
let words: string[];
let tarball: string;

beforeAll(() => {
  keys = newFolder();
  words = makeKeys(keys);
  tarball = makePackage([...words, '--version', '1.2.3', '--min-version', '1.1.0', '--out', newFolder()]);
}, BUILD_MS);

const install = (folder: string, root: string, ...more: string[]) =>
  run('sh', [join(folder, 'install.sh'), '--root', root, ...more]);
const programOf = (root: string) => join(root, 'usr/lib/exacta/guardian');
const homeOf = (root: string) => join(root, 'var/lib/exacta');
const verifyFolder = (folder: string) => run('sh', [fileBeside(tarball, 'verify.sh'), '--folder', folder]);

/** A host whose home has a history, so that nothing may be lost. */
async function hostWithHome(): Promise<string> {
  const root = newFolder();
  mkdirSync(join(root, 'var/lib'), { recursive: true });
  const home = await initHome({
    home: homeOf(root),
    host: 'host-1',
    platform: 'linux',
    guardianVersion: '1.2.3',
    rootKey: readFileSync(join(keys, 'root-public.pem'), 'utf8'),
    now: Date.parse('2026-11-27T09:00:00Z'),
  });
  await home.events.append({
    at: Date.parse('2026-11-27T09:01:00Z'),
    kind: 'kill',
    outcome: 'KILLED',
    actor: 'Guardian',
    message: 'Core was killed, because the KILL file was found',
  });
  return root;
}

/** The bytes of each file below a folder, by path. */
function bytesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    entries.map((one) => join(one.parentPath, one.name)).map((file) => [file, readFileSync(file, 'base64')]),
  );
}

describe('a Guardian whose program is damaged', () => {
  it('is installed again from the signed package, and state, keys and events are kept [F7-136, F7-137]', async () => {
    const root = await hostWithHome();
    const folder = unpack(tarball, newFolder());
    expect(install(folder, root)).toMatchObject({ code: 0, out: expect.stringContaining('stays as it is') });
    const before = bytesOf(homeOf(root));
    expect(
      Object.keys(before).filter((file) => /state\.json|guardian-key|events\.log/.test(file)),
    ).toHaveLength(3);
    truncateSync(join(programOf(root), 'exacta-guardian.js'), 100);
    expect(verifyFolder(programOf(root)).code).toBe(5);

    expect(install(folder, root).code).toBe(0);

    expect(verifyFolder(programOf(root)).code).toBe(0);
    expect(bytesOf(homeOf(root))).toEqual(before);
    const home = await openHome(homeOf(root), { programFolder: programOf(root) });
    expect((await home.verifyGuardian()).signature).toBe('valid');
    expect(await home.events.verify()).toMatchObject({ ok: true });
    expect((await home.events.list(1, null))[0]).toMatchObject({ kind: 'kill' });
    expect(await home.readState()).not.toBeNull();
  });

  it('is not replaced by a package that was changed, and the damaged one stays [F7-137]', async () => {
    const root = await hostWithHome();
    const folder = unpack(tarball, newFolder());
    appendFileSync(join(folder, 'exacta-control.js'), '// more');
    expect(install(folder, root)).toMatchObject({ code: 5, err: expect.stringContaining('was changed') });
    expect(existsSync(programOf(root))).toBe(false);
  });

  it('is not replaced by a package of another root, although that one is whole [F7-137]', async () => {
    const root = await hostWithHome();
    const theirs = makePackage([...makeKeys(newFolder()), '--version', '1.2.3', '--out', newFolder()]);
    const err = expect.stringContaining('not signed by the pinned root');
    expect(install(unpack(theirs, newFolder()), root)).toMatchObject({ code: 5, err });
    expect(existsSync(programOf(root))).toBe(false);
  });

  it('is not replaced without the root that this host has pinned, unless somebody names it again [F7-137]', async () => {
    const root = await hostWithHome();
    const folder = unpack(tarball, newFolder());
    const [pinned, other] = [join(homeOf(root), 'root-public.pem'), join(keys, 'release-public.pem')];
    expect(install(folder, root, '--root-key', other)).toMatchObject({ code: 4 });
    rmSync(pinned);
    const err = expect.stringContaining('lost its pinned root');
    expect(install(folder, root)).toMatchObject({ code: 4, err });
    expect(existsSync(programOf(root))).toBe(false);
    expect(install(folder, root, '--root-key', join(keys, 'root-public.pem')).code).toBe(0);
  });

  it('stays when there is no room for another one, and the room is given back', async () => {
    const root = await hostWithHome();
    const folder = unpack(tarball, newFolder());
    expect(install(folder, root).code).toBe(0);
    // No file may be larger: a disk that is full ends a copy in the same way.
    const script = 'ulimit -f 100; exec sh "$1/install.sh" --root "$2"';
    expect(run('sh', ['-c', script, 'sh', folder, root])).toMatchObject({ code: 1 });
    expect(readdirSync(join(programOf(root), '..')).toSorted()).toEqual(['guardian', 'node']);
    expect(verifyFolder(programOf(root)).code).toBe(0);
  });

  it('is not replaced by a version that is older than its min_version', async () => {
    const root = await hostWithHome();
    expect(install(unpack(tarball, newFolder()), root).code).toBe(0);
    const older = makePackage([...words, '--version', '1.0.9', '--out', newFolder()]);
    expect(install(unpack(older, newFolder()), root)).toMatchObject({ code: 4 });
    expect(verifyFolder(programOf(root)).out).toContain('exacta-guardian 1.2.3');
  });
});

describe('the installer', () => {
  it('makes a home on a host that has none, with the first Core, and the program runs from the package alone; --core replaces it', () => {
    const [core, out] = [newFolder(), newFolder()];
    writeFileSync(join(core, 'core.mjs'), 'setInterval(() => {}, 1000);');
    const withCore = [...words, '--version', '1.2.3', '--core', core, '--core-version', '2.4.1'];
    const folder = unpack(makePackage([...withCore, '--out', out]), newFolder());
    const root = newFolder();
    expect(install(folder, root)).toMatchObject({ code: 0, out: expect.stringContaining('Core: 2.4.1') });
    const guardian = (...more: string[]) =>
      run(join(programOf(root), 'exacta-guardian'), [...more, '--home', homeOf(root)]);
    const normal = { code: 0, out: expect.stringMatching(/^mode: NORMAL\n/) };
    expect(guardian('--show-status')).toMatchObject(normal);
    expect(guardian('--verify-integrity').code).toBe(0);
    appendFileSync(join(programOf(root), 'exacta-control.js'), '//');
    expect(guardian('--verify-integrity').code).toBe(5);
    appendFileSync(join(homeOf(root), 'core/2.4.1/core.mjs'), '//');
    expect(install(folder, root).code).toBe(0);
    expect(guardian('--verify-integrity').code).toBe(5);
    expect(install(folder, root, '--core', core)).toMatchObject({ code: 5 });
    const again = install(folder, root, '--core', join(out, 'exacta-core-2.4.1.tar.gz'));
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Core 2.4.1 is installed again.') });
    expect(guardian('--verify-integrity').code).toBe(0);
  });

  it('gives each file the rights that it needs, and keeps what somebody has set', async () => {
    const root = await hostWithHome();
    const folder = unpack(tarball, newFolder());
    expect(install(folder, root).code).toBe(0);
    const modeOf = (path: string) => (statSync(join(root, path)).mode & 0o7777).toString(8);
    expect({
      env: modeOf('etc/exacta/control.env'),
      services: modeOf('etc/exacta/services.json'),
      logs: modeOf('var/lib/exacta/logs'),
      home: modeOf('var/lib/exacta'),
      key: modeOf('var/lib/exacta/keys/guardian-key.pem'),
      program: modeOf('usr/lib/exacta/guardian/exacta-guardian'),
      code: modeOf('usr/lib/exacta/guardian/exacta-guardian.js'),
      unit: modeOf('etc/systemd/system/exacta-guardian.service'),
    }).toEqual({
      env: '600',
      services: '644',
      logs: '750',
      home: '755',
      key: '600',
      program: '755',
      code: '644',
      unit: '644',
    });
    const env = readFileSync(join(root, 'etc/exacta/control.env'), 'utf8');
    expect(env).toMatch(
      /^ENABLE_CONTROL_API=0\nCONTROL_API_ADMIN_TOKEN=[\w-]{43}\nCONTROL_API_ALLOW_TASKKILL=0\n$/,
    );
    writeFileSync(join(root, 'etc/exacta/services.json'), '{"services":[]} ');
    expect(install(folder, root).code).toBe(0);
    expect(readFileSync(join(root, 'etc/exacta/control.env'), 'utf8')).toBe(env);
    expect(readFileSync(join(root, 'etc/exacta/services.json'), 'utf8')).toBe('{"services":[]} ');
  });

  it('understands no other words, and no folder that moves', () => {
    const folder = unpack(tarball, newFolder());
    for (const more of [['--force'], ['--root'], ['--root', 'relative']])
      expect(run('sh', [join(folder, 'install.sh'), ...more]).code).toBe(2);
  });
});
