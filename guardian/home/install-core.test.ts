import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  chown,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from './durable';
import { makeHomeForTests, type HomeForTests } from './testing/home';
import { bringCore, NotUnpacked } from './install-core';
import { newKeyPair } from './keys';
import { certifyReleaseKey } from './manifest';
import type { OpenHome } from './open-home';
import { identityOf } from './process-identity';
import { signFolder } from './released-folder';

let made: HomeForTests;
let home: OpenHome;
beforeAll(async () => {
  made = await makeHomeForTests();
  home = await made.open();
});
afterAll(() => made.remove());

const hidden = async () => (await readdir(home.paths.coreFolder)).filter((name) => name.startsWith('.'));

/** Brings it, has the home judge it, and removes what is left, as the command does. */
async function keep(source: string) {
  const incoming = await bringCore(home.paths.coreFolder, source);
  try {
    return await home.versions.keep(incoming);
  } finally {
    await rm(join(home.paths.coreFolder, incoming), { recursive: true });
  }
}

describe('a Core that is installed', () => {
  it('comes from a folder or a tarball, and nothing is kept of what was not signed', async () => {
    const good = await made.release({ version: '3.0.0' });
    const archive = join(made.folder, 'core.tar.gz');
    execFileSync('tar', ['-czf', archive, '-C', good, '.']);
    expect(await home.installCore(archive)).toBe('3.0.0');
    expect(await home.installCore(good)).toBe('3.0.0');
    expect(await home.versions.verify('3.0.0')).toMatchObject({ signature: 'valid' });
    await appendFile(join(good, 'core.js'), '!');
    await expect(home.installCore(good)).rejects.toThrow('core.js was changed');
    await expect(home.installCore(join(good, 'core.js'))).rejects.toThrow('cannot be unpacked');
    expect(await home.versions.verify('3.0.0')).toMatchObject({ signature: 'valid' });
    const names = await readdir(home.paths.coreFolder);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('replaces a damaged copy of the same version', async () => {
    const release = await made.release({ version: '3.1.0' });
    await home.installCore(release);
    await appendFile(join(home.versions.folderOf('3.1.0'), 'core.js'), '!');
    expect(await home.installCore(release)).toBe('3.1.0');
    expect(await home.versions.verify('3.1.0')).toMatchObject({ signature: 'valid' });
  });

  it('is refused in words when it is not signed by the pinned root, is another product, or had a byte changed, and nothing is kept [F7-50, F7-91]', async () => {
    const versions = await readdir(home.paths.coreFolder);
    const rootless = certifyReleaseKey(newKeyPair(), newKeyPair().privatePem);
    const theirs = await made.release({ version: '4.0.0' });
    await signFolder(
      nodeFiles,
      theirs,
      { product: 'exacta-core', version: '4.0.0', min_version: '0.0.0' },
      rootless,
    );
    const unsigned = await made.release({ version: '4.0.0' });
    await rm(join(unsigned, 'manifest.sig'));
    const changed = await made.release({ version: '4.0.0' });
    await writeFile(
      join(changed, 'core.js'),
      (await readFile(join(changed, 'core.js'), 'utf8')).replace('Core', 'Bore'),
    );
    const linked = await made.release({ version: '4.0.0' });
    await symlink('/etc/passwd', join(linked, 'more.js'));
    const guardian = await made.release({ version: '4.0.0', product: 'exacta-guardian' });
    const refused: [source: string, detail: RegExp][] = [
      [theirs, /not signed by the pinned root/],
      [unsigned, /The manifest is not signed/],
      [changed, /core\.js was changed/],
      [linked, /more\.js is no plain file/],
      [guardian, /The manifest is of exacta-guardian/],
    ];
    for (const [source, detail] of refused)
      expect(await keep(source)).toEqual({ refused: 'not signed', detail: expect.stringMatching(detail) });
    expect(await readdir(home.paths.coreFolder)).toEqual(versions);
  });

  it('is refused when it is below the highest min_version that was ever active [F7-49]', async () => {
    const other = await makeHomeForTests({ versions: [{ version: '2.0.0', minVersion: '1.5.0' }] });
    try {
      const { versions, paths } = await other.open();
      const from = async (version: string) => bringCore(paths.coreFolder, await other.release({ version }));
      expect(await versions.keep(await from('1.4.9'))).toEqual({
        refused: 'too old',
        detail: 'Version 1.4.9 is older than 1.5.0, the oldest one that is allowed.',
      });
      expect(await versions.keep(await from('1.5.0'))).toEqual({ version: '1.5.0' });
      expect(await versions.current()).toBe('2.0.0');
    } finally {
      await other.remove();
    }
  });

  it('is taken from a folder beside the versions alone', async () => {
    // It is good, and where the rest of the installation would be.
    const outside = join(made.folder, 'outside');
    await cp(await made.release({ version: '4.0.0' }), join(outside, 'core'), { recursive: true });
    for (const name of [
      '',
      '.',
      '..',
      '2.4.1',
      outside,
      '../../outside',
      '.incoming-1-1-abcdef/..',
      '.incoming-1-1-abcdef',
    ])
      expect(await home.versions.keep(name)).toMatchObject({ refused: 'not signed' });
  });

  it('is brought from a file or a folder alone: a damaged archive is told apart, and nothing is left of it', async () => {
    const { coreFolder } = home.paths;
    const broken = join(made.folder, 'broken.tar.gz');
    execFileSync('tar', ['-czf', broken, '-C', await made.release({ version: '4.0.0' }), '.']);
    const bytes = await readFile(broken);
    bytes[20] = (bytes[20] ?? 0) ^ 0xff;
    await writeFile(broken, bytes);
    await expect(bringCore(coreFolder, broken)).rejects.toThrow(NotUnpacked);
    await expect(bringCore(coreFolder, join(made.folder, 'nothing'))).rejects.toThrow('ENOENT');
    const pipe = join(made.folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(bringCore(coreFolder, pipe)).rejects.toThrow('no file and no folder');
    expect(await hidden()).toEqual([]);
  });

  it('leaves alone what another command brings at the same time, and removes what a dead one has left', async () => {
    const { coreFolder } = home.paths;
    const own = await bringCore(coreFolder, await made.release({ version: '4.1.0' }));
    const { pid, start_time } = (await identityOf(process.pid)) ?? {};
    await mkdtemp(join(coreFolder, `.incoming-${pid}-1${start_time}-`));
    await mkdtemp(join(coreFolder, '.incoming-4194304-1-'));
    const other = await bringCore(coreFolder, await made.release({ version: '4.2.0' }));
    expect((await hidden()).toSorted()).toEqual([own, other].toSorted());
    expect((await stat(join(coreFolder, own))).mode & 0o777).toBe(0o700);
    for (const incoming of [own, other]) {
      expect(await home.versions.keep(incoming)).toHaveProperty('version');
      await rm(join(coreFolder, incoming), { recursive: true });
    }
  });

  // Only root can work in the home of another account.
  it('belongs to the owner of the home, whoever brings it, and no link is followed', async () => {
    const folder = await mkdtemp(join(made.folder, 'owned-'));
    const uid = process.geteuid?.() === 0 ? 65_534 : (process.geteuid?.() ?? 0);
    await chown(folder, uid, -1);
    const outside = join(made.folder, 'a-file');
    await writeFile(outside, 'mine');
    await chmod(outside, 0o600);
    const before = await stat(outside);
    const source = await made.release({ version: '4.3.0' });
    await symlink(outside, join(source, 'data', 'link'));
    const incoming = await bringCore(folder, source);
    for (const name of ['', 'core', 'core/core.js', 'core/data'])
      expect([name, (await stat(join(folder, incoming, name))).uid]).toEqual([name, uid]);
    expect(await stat(outside)).toMatchObject({ uid: before.uid, mode: before.mode });
  });
});
