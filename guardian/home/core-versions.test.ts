import { appendFile, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from './durable';
import { makeHomeForTests, type HomeForTests } from './testing/home';
import { newKeyPair } from './keys';
import { certifyReleaseKey } from './manifest';
import type { OpenHome } from './open-home';
import { signFolder } from './released-folder';

let made: HomeForTests;
let home: OpenHome;
beforeAll(async () => {
  made = await makeHomeForTests();
  home = await made.open();
});
afterAll(() => made.remove());

const current = () => home.versions.folderOf('2.4.1');
const look = async () => (await home.versions.verify('2.4.1')).signature;

describe('an installed Core', () => {
  it('does not verify when any byte of any of its files was changed [F7-67, F7-50]', async () => {
    const names = [
      'core.js',
      'data/words.txt',
      'manifest.json',
      'manifest.sig',
      'release-key.pem',
      'release-key.sig',
    ];
    const original = new Map<string, Buffer>();
    for (const name of names) original.set(name, await readFile(join(current(), name)));
    const change = fc.record({
      name: fc.constantFrom(...names),
      where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ name, where, by }) => {
        const bytes = original.get(name) ?? Buffer.alloc(0);
        const changed = Buffer.from(bytes);
        const at = Math.floor(where * bytes.length);
        changed[at] = (changed[at] ?? 0) ^ by;
        await writeFile(join(current(), name), changed);
        expect([name, at, await look()]).toEqual([name, at, 'invalid']);
        await writeFile(join(current(), name), bytes);
      }),
      { numRuns: 100 },
    );
    expect(await look()).toBe('valid');
  });

  it('does not verify with a file too many or too few, a link, an empty folder; without a manifest it is missing', async () => {
    const at = (name: string) => join(current(), name);
    const changes: [change: () => Promise<unknown>, found: string, detail: RegExp][] = [
      [() => writeFile(at('more.js'), ''), 'invalid', /more\.js is not in the manifest/],
      [() => rm(at('core.js')), 'invalid', /core\.js is missing/],
      [() => appendFile(at('core.js'), ' '), 'invalid', /core\.js was changed/],
      [() => mkdir(at('empty')), 'invalid', /empty is empty/],
      [
        () => rm(at('core.js')).then(() => symlink('data/words.txt', at('core.js'))),
        'invalid',
        /no plain file/,
      ],
      [() => rm(at('manifest.sig')), 'invalid', /not signed/],
      [() => rm(at('manifest.json')), 'missing', /no manifest/],
      [() => rename(current(), aside).then(() => symlink(aside, current())), 'invalid', /no folder/],
      [() => rm(current(), { recursive: true }), 'missing', /is missing/],
    ];
    const kept = join(made.folder, 'kept');
    const aside = join(made.folder, 'aside');
    await cp(current(), kept, { recursive: true });
    const { sha256 } = await home.versions.verify('2.4.1');
    for (const [change, signature, detail] of changes) {
      await change();
      const verified = await home.versions.verify('2.4.1');
      expect(verified).toMatchObject({ signature, detail: expect.stringMatching(detail) });
      if (!detail.test('empty is empty')) expect(verified.sha256).not.toBe(sha256);
      await rm(current(), { recursive: true, force: true });
      await cp(kept, current(), { recursive: true });
    }
    expect(await look()).toBe('valid');
  });

  it('does not verify under the name of another version, signed by another root, or as another product', async () => {
    const rootless = certifyReleaseKey(newKeyPair(), newKeyPair().privatePem);
    const head = { product: 'exacta-core', version: '2.4.0', min_version: '0.0.0' } as const;
    const kept = join(made.folder, 'kept-2.4.0');
    const folder = home.versions.folderOf('2.4.0');
    await cp(folder, kept, { recursive: true });
    const lies = [
      () => signFolder(nodeFiles, folder, head, rootless),
      () => signFolder(nodeFiles, folder, { ...head, version: '2.4.9' }, made.keys),
      () => signFolder(nodeFiles, folder, { ...head, product: 'exacta-guardian' }, made.keys),
    ];
    for (const lie of lies) {
      await lie();
      expect(await home.versions.verify('2.4.0')).toMatchObject({ signature: 'invalid' });
      await expect(home.versions.activate('2.4.0')).rejects.toThrow('is not what was signed');
    }
    expect(await home.versions.backups()).toContainEqual({ version: '2.4.0', verified: false });
    expect(await home.versions.current()).toBe('2.4.1');
    await rm(folder, { recursive: true });
    await cp(kept, folder, { recursive: true });
  });

  it('never has a name that leads out of its folder', () => {
    for (const name of ['..', '../..', '2.4', '2.4.1/../..', '02.4.1', '2.4.1\n', '']) {
      expect(() => home.versions.folderOf(name)).toThrow('three numbers');
    }
  });

  it('goes back only to a version that is not below the highest min_version that was ever active [F7-49, INV-GLOBAL-4]', async () => {
    await home.versions.activate('2.4.0');
    expect(await home.versions.backups()).toEqual([
      { version: '2.4.1', verified: true },
      { version: '2.3.2', verified: true },
    ]);
    const release = await made.release({ version: '2.5.0', minVersion: '2.4.0' });
    await home.versions.activate(await home.installCore(release));
    for (const opened of [home, await made.open()]) {
      expect((await opened.versions.backups()).map(({ version }) => version)).toEqual(['2.4.1', '2.4.0']);
      await expect(opened.versions.activate('2.3.2')).rejects.toThrow('older than 2.4.0');
    }
    await home.versions.activate('2.4.1');
    expect(await home.versions.current()).toBe('2.4.1');
    await expect(home.versions.activate('2.3.2')).rejects.toThrow('older than 2.4.0');
  });
});
