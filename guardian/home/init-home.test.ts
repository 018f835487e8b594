import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldersForTests } from './testing/folders';
import { makeHomeForTests } from './testing/home';
import { initHome } from './init-home';
import { newKeyPair } from './keys';
import { openHome } from './open-home';
import { emergencyFolderOf, INSTALLED, pathsOf } from './paths';

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
    const { linux, windows } = INSTALLED;
    expect(emergencyFolderOf(linux.home, 'linux')).toBe('/etc/exacta');
    expect(emergencyFolderOf('/srv/mine', 'linux')).toBe('/srv/mine-emergency');
    expect(windows.home).toBe(String.raw`C:\ProgramData\Exacta`);
    const folder = emergencyFolderOf(windows.home, 'windows');
    expect(pathsOf(windows.home, folder, 'windows').emergencyKey).toBe(
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
