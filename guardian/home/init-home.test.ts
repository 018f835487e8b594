import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldersForTests } from './folders-for-tests';
import { makeHomeForTests } from './home-for-tests';
import { initHome } from './init-home';
import { newKeyPair } from './keys';
import { openHome } from './open-home';
import { emergencyFolderOf, pathsOf } from './paths';

const newFolder = foldersForTests();
const { publicPem, privatePem } = newKeyPair();
const options = (home: string) => ({
  home,
  host: 'host-1',
  platform: 'linux' as const,
  guardianVersion: '2.2.0',
  rootKey: publicPem,
  now: Date.parse('2026-11-27T09:00:00Z'),
});

describe('--init', () => {
  it('refuses a folder that holds anything, and changes nothing in it', async () => {
    const home = join(await newFolder(), 'home');
    await mkdir(home);
    await writeFile(join(home, '.hidden'), 'mine');
    await expect(initHome(options(home))).rejects.toThrow('is not empty: it holds .hidden');
    expect(await readdir(home)).toEqual(['.hidden']);
  });

  it('makes a home once, notes the emergency folder beside it, and pins the root', async () => {
    const home = join(await newFolder(), 'home');
    const made = await initHome(options(home));
    expect(made.paths.emergencyKey).toBe(join(`${home}-emergency`, 'emergency-stop'));
    expect(await readFile(made.paths.rootKey, 'utf8')).toBe(publicPem);
    expect(await made.events.list(9, null)).toMatchObject([{ id: 'evt-000001', outcome: 'INSTALLED' }]);
    expect(await made.versions.current()).toBeNull();
    await expect(initHome(options(home))).rejects.toThrow('is not empty');
  });

  it('makes what others read readable, and the keys not, whatever the umask is', async () => {
    const home = join(await newFolder(), 'home');
    const before = process.umask(0o077);
    const { paths } = await initHome(options(home)).finally(() => process.umask(before));
    const modes: Record<string, string> = {};
    for (const path of [
      home,
      paths.keysFolder,
      paths.privateKey,
      paths.stateFile,
      paths.eventLog,
      paths.coreFolder,
    ]) {
      modes[path] = ((await stat(path)).mode & 0o777).toString(8);
    }
    expect(Object.values(modes)).toEqual(['755', '700', '600', '644', '644', '755']);
  });

  it('refuses a private key as the root, a relative path, and an emergency folder inside the home', async () => {
    const home = join(await newFolder(), 'home');
    await expect(initHome({ ...options(home), rootKey: privatePem })).rejects.toThrow('root key');
    await expect(initHome({ ...options(home), home: 'home' })).rejects.toThrow('absolute');
    await expect(initHome({ ...options(home), emergencyFolder: join(home, 'e') })).rejects.toThrow('outside');
    expect(await stat(home).catch(() => null)).toBeNull();
  });

  it('uses F7’s folders for an installed Guardian [F7-23, F7-37]', () => {
    expect(emergencyFolderOf('/var/lib/exacta', 'linux')).toBe('/etc/exacta');
    const windows = emergencyFolderOf(String.raw`C:\ProgramData\Exacta`, 'windows');
    expect(pathsOf(String.raw`C:\ProgramData\Exacta`, windows, 'windows').emergencyKey).toBe(
      String.raw`HKLM\SOFTWARE\Exacta\EmergencyStop`,
    );
  });
});

describe('opening a home', () => {
  it('is refused for a folder that --init did not make', async () => {
    const folder = await newFolder();
    await expect(openHome(folder)).rejects.toThrow('exacta-guardian --init makes one');
    await expect(openHome(join(folder, 'none'))).rejects.toThrow('is no home');
  });

  it('works when its note is damaged, and tells so', async () => {
    const made = await makeHomeForTests({ versions: [] });
    try {
      await writeFile(join(made.home, 'home.json'), '{');
      const home = await made.open();
      expect(home.paths.emergencyKey).toBe(join(made.emergencyFolder, 'emergency-stop'));
      expect(await home.problems()).toEqual(['home.json is missing or damaged.']);
      expect((await home.policy.read()).intact).toBe(true);
    } finally {
      await made.remove();
    }
  });
});

describe('the Guardian’s key', () => {
  it('signs what openssl verifies with the public key beside it', async () => {
    const made = await makeHomeForTests({ versions: [] });
    try {
      const home = await made.open();
      const at = (name: string) => join(made.folder, name);
      await writeFile(at('message'), 'a record');
      await writeFile(at('signature'), await home.keys.sign(Buffer.from('a record')));
      expect(verifyByOpenssl(home.paths.publicKey, at('message'), at('signature'))).toContain('Verified');
      expect(await home.keys.publicKey()).toMatch(/^MCowBQYDK2VwAyEA/);
    } finally {
      await made.remove();
    }
  });

  it('is not used while others may read it, and the message says which command repairs that', async () => {
    const made = await makeHomeForTests({ versions: [] });
    try {
      const home = await made.open();
      await chmod(home.paths.privateKey, 0o644);
      await expect(home.keys.sign(Buffer.from('x'))).rejects.toThrow(`chmod 600 ${home.paths.privateKey}`);
      expect(await home.problems()).toHaveLength(1);
      await chmod(home.paths.privateKey, 0o600);
      expect(await home.problems()).toEqual([]);
    } finally {
      await made.remove();
    }
  });
});

describe('a release', () => {
  it('is verified by openssl from the pinned root on, by the two commands of manifest.ts', async () => {
    const made = await makeHomeForTests({ versions: [{ version: '1.0.0' }] });
    try {
      const { paths, versions } = await made.open();
      const at = (name: string) => join(versions.folderOf('1.0.0'), name);
      expect(verifyByOpenssl(paths.rootKey, at('release-key.pem'), at('release-key.sig'))).toContain(
        'Verified',
      );
      expect(verifyByOpenssl(at('release-key.pem'), at('manifest.json'), at('manifest.sig'))).toContain(
        'Verified',
      );
      await writeFile(at('manifest.json'), `${await readFile(at('manifest.json'), 'utf8')} `);
      expect(() => verifyByOpenssl(at('release-key.pem'), at('manifest.json'), at('manifest.sig'))).toThrow(
        'Command failed',
      );
    } finally {
      await made.remove();
    }
  });
});

function verifyByOpenssl(key: string, message: string, signature: string): string {
  const args = [
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    key,
    '-rawin',
    '-in',
    message,
    '-sigfile',
    signature,
  ];
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
}
