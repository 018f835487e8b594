import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOnFullDisk } from './testing/failing-files';
import { makeHomeForTests, TEST_NOW, type HomeForTests } from './testing/home';

let made: HomeForTests;
beforeEach(async () => {
  made = await makeHomeForTests({ versions: [] });
});
afterEach(() => made.remove());

const ORDINARY = { shell_execution_allowed: true, autonomy_ceiling: 'PROFILE-STANDARD' };
const backupsIn = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.startsWith('policy-backup'));

describe('the policy', () => {
  it('gets a higher version with each change, and a seal that this Guardian signed', async () => {
    const { policy } = await made.open();
    const { hash } = await policy.read();
    expect(await policy.write(ORDINARY)).toMatchObject({ version: 2, settings: ORDINARY, intact: true });
    const read = await (await made.open()).policy.read();
    expect(read).toMatchObject({ version: 2, settings: ORDINARY, intact: true });
    expect(read.hash).not.toBe(hash);
  });

  it('is not intact when any byte of it was changed [F7-68, F7-113]', async () => {
    const { policy, paths } = await made.open();
    const bytes = await readFile(paths.policyFile);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        await writeFile(paths.policyFile, changed);
        expect((await policy.read()).intact).toBe(false);
      }),
      { numRuns: 100 },
    );
    await writeFile(paths.policyFile, bytes);
    expect((await policy.read()).intact).toBe(true);
  });

  it('is not intact when an older one with its good seal is put back, also after a restart', async () => {
    const { policy, paths } = await made.open();
    const old = await readFile(paths.policyFile);
    await policy.write(ORDINARY);
    await writeFile(paths.policyFile, old);
    expect((await policy.read()).intact).toBe(false);
    expect((await (await made.open()).policy.read()).intact).toBe(false);
    expect(await policy.write({})).toMatchObject({ version: 3 });
  });

  it('is not intact when what is remembered is put back with it, while the Guardian runs', async () => {
    const { policy, paths } = await made.open();
    const [old, memory] = [await readFile(paths.policyFile), await readFile(paths.rememberedFile)];
    await policy.write(ORDINARY);
    await writeFile(paths.policyFile, old);
    await writeFile(paths.rememberedFile, memory);
    expect((await policy.read()).intact).toBe(false);
  });

  it('is not intact when another Guardian sealed it', async () => {
    const other = await makeHomeForTests({ versions: [] });
    try {
      const { paths } = await other.open();
      await writeFile(join(made.home, 'policy.json'), await readFile(paths.policyFile));
      expect((await (await made.open()).policy.read()).intact).toBe(false);
    } finally {
      await other.remove();
    }
  });

  it('can be reset whatever was done to its file [INV-OPER-3, F7-10]', async () => {
    const { policy, paths } = await made.open();
    const spoil = [
      () => writeFile(paths.policyFile, ''),
      () => writeFile(paths.policyFile, Buffer.alloc(5_000_000, 'x')),
      () => writeFile(paths.policyFile, String.raw`{"version":1,"settings":{"a":"\ud800"},"seal":{}}`),
      () => rm(paths.policyFile),
      () => rm(paths.policyFile).then(() => mkdir(paths.policyFile)),
      () => rm(paths.rememberedFile),
    ];
    for (const change of spoil) {
      await change();
      expect((await policy.read()).intact).toBe(false);
      await policy.backUp(TEST_NOW);
      expect((await policy.write({ autonomy_ceiling: 'PROFILE-SAFE' })).intact).toBe(true);
      expect((await (await made.open()).policy.read()).intact).toBe(true);
    }
  });
});

describe('a backup of the policy', () => {
  it('is the same byte by byte, has no colon in its name, and never replaces another one [F7-56]', async () => {
    const { policy, paths } = await made.open();
    await writeFile(paths.policyFile, 'not even {JSON');
    const names = [await policy.backUp(TEST_NOW), await policy.backUp(TEST_NOW)];
    expect(names).toEqual(['policy-backup-20261127T090000Z.json', 'policy-backup-20261127T090000Z-2.json']);
    for (const name of names) {
      expect(await readFile(join(made.home, name), 'utf8')).toBe('not even {JSON');
    }
  });

  it('is refused by a full disk, and leaves the policy as it was and no half file [F7-56]', async () => {
    const { policy, paths } = await made.open({ files: filesOnFullDisk });
    const before = await readFile(paths.policyFile);
    await expect(policy.backUp(TEST_NOW)).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(policy.write(ORDINARY)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readFile(paths.policyFile)).toEqual(before);
    expect(await backupsIn(made.home)).toEqual([]);
    expect((await (await made.open()).policy.read()).intact).toBe(true);
  });

  it('is refused by a disk that is really full, where this user may mount a small one; else by a fake [F7-56]', async () => {
    const { paths } = await made.open();
    const unmount = await moveToSmallDisk(made.home);
    try {
      const { policy } = await made.open(unmount ? {} : { files: filesOnFullDisk });
      const before = await readFile(paths.policyFile);
      await expect(policy.backUp(TEST_NOW)).rejects.toMatchObject({ code: 'ENOSPC' });
      await expect(policy.write(ORDINARY)).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(await readFile(paths.policyFile)).toEqual(before);
      expect(await backupsIn(made.home)).toEqual([]);
      expect((await policy.read()).intact).toBe(true);
    } finally {
      unmount?.();
    }
  });
});

/** Copies the home to a small disk of its own, mounts that over it, and fills it. Null where this user may not mount. */
async function moveToSmallDisk(home: string): Promise<(() => void) | null> {
  const copy = `${home}-copy`;
  await cp(home, copy, { recursive: true });
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'ignore' });
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', home);
  } catch {
    return null;
  }
  const unmount = () => void run('umount', home);
  try {
    await cp(copy, home, { recursive: true });
    for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
      // It writes what fits, and says then that the disk is full.
      await expect(fill(join(home, 'filler'), size)).rejects.toMatchObject({ code: 'ENOSPC' });
    }
    return unmount;
  } catch (error) {
    unmount();
    throw error;
  }
}

async function fill(path: string, size: number): Promise<void> {
  for (;;) await writeFile(path, Buffer.alloc(size), { flag: 'a' });
}
