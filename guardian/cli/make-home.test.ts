import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHome } from '../home/open-home';
import { makeHome } from './make-home';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exacta-init-'));
  mkdirSync(join(folder, 'sample-core'));
  writeFileSync(join(folder, 'sample-core', 'core.mjs'), '// A sample\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const init = (more: { rootKey?: string; core?: string } = {}) =>
  makeHome(
    { home: join(folder, 'home'), rootKey: null, core: null, ...more },
    { folder, sampleCore: join(folder, 'sample-core'), version: '1.2.3', platform: 'linux' },
  );

const opensslVerifies = (key: string, file: string, signature: string) =>
  execFileSync('openssl', [
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    key,
    '-rawin',
    '-in',
    file,
    '-sigfile',
    signature,
  ]).toString();

test('--init makes keys, policy, seal, state and a sample Core that openssl can verify', async () => {
  const { code, json, text } = await init();
  expect(code).toBe(0);
  expect(text).toContain(`Start it: exacta-guardian --daemon --home ${join(folder, 'home')}`);
  expect(json).toMatchObject({ host: hostname(), core: '1.0.0', kill_file: join(folder, 'home', 'KILL') });
  const home = await openHome(join(folder, 'home'));
  expect(await home.readState()).toMatchObject({ mode: 'NORMAL', version: '1.2.3' });
  expect(await home.policy.read()).toMatchObject({ intact: true, version: 1 });
  expect(await home.versions.verify('1.0.0')).toMatchObject({ signature: 'valid' });
  const core = home.versions.folderOf('1.0.0');
  const [root, release] = [home.paths.rootKey, join(core, 'release-key.pem')];
  expect(opensslVerifies(root, release, join(core, 'release-key.sig'))).toContain('Successfully');
  expect(opensslVerifies(release, join(core, 'manifest.json'), join(core, 'manifest.sig'))).toContain(
    'Success',
  );
  for (const secret of readdirSync(join(folder, 'home-release')).filter((name) => name !== 'core')) {
    expect(statSync(join(folder, 'home-release', secret)).mode & 0o077).toBe(0);
  }
  expect(existsSync(join(folder, 'home-emergency'))).toBe(true);
});

test('--init refuses a folder that holds anything, and changes nothing', async () => {
  mkdirSync(join(folder, 'home'));
  writeFileSync(join(folder, 'home', '.hidden'), '');
  await expect(init()).rejects.toMatchObject({ code: 4, message: expect.stringContaining('.hidden') });
  expect(readdirSync(join(folder, 'home'))).toStrictEqual(['.hidden']);
  expect(existsSync(join(folder, 'home-release'))).toBe(false);
});

test('of several --init at once, one makes the home, and the others leave it alone', async () => {
  const all = await Promise.allSettled(Array.from({ length: 4 }, () => init()));
  const failed = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(failed).toHaveLength(3);
  for (const error of failed) expect(error).toMatchObject({ code: 4 });
  const home = await openHome(join(folder, 'home'));
  expect(await home.problems()).toStrictEqual([]);
  expect(await home.versions.verify('1.0.0')).toMatchObject({ signature: 'valid' });
  // The keys that are kept are those of this home.
  const release = join(folder, 'home-release');
  const made = join(folder, 'made.pem');
  execFileSync('openssl', ['pkey', '-in', join(release, 'root-key.pem'), '-pubout', '-out', made]);
  expect(readFileSync(made)).toStrictEqual(readFileSync(home.paths.rootKey));
  expect(readdirSync(folder).toSorted()).toStrictEqual([
    'home',
    'home-emergency',
    'home-release',
    'made.pem',
    'sample-core',
  ]);
});

test('--init refuses a Core that the given root did not sign, and leaves no half of a home', async () => {
  await init();
  const other = join(folder, 'other.pem');
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', join(folder, 'key.pem')]);
  execFileSync('openssl', ['pkey', '-in', join(folder, 'key.pem'), '-pubout', '-out', other]);
  rmSync(join(folder, 'home'), { recursive: true });
  const core = join(folder, 'home-release', 'core');
  const message = expect.stringContaining('not signed by the pinned root');
  await expect(init({ rootKey: other, core })).rejects.toMatchObject({ code: 1, message });
  expect(existsSync(join(folder, 'home'))).toBe(false);
});
