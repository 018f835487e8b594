import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEntrySwitch, type LookAt } from './entry-switch';
import { openKillFile } from './kill-file';

let folder: string;
let home: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardian-switch-'));
  home = join(folder, 'home');
  path = join(home, 'KILL');
  mkdirSync(home);
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const never = () => new Promise<never>(() => {});
const standing: LookAt = {
  hold: () => Promise.resolve(),
  lstat: failing('ENOENT'),
  stat: () => Promise.resolve({ dev: 1n, ino: 2n }),
};

describe('a look at the KILL file', () => {
  it.each<[what: string, make: () => void]>([
    ['a file with KILL in it', () => writeFileSync(path, 'KILL\n')],
    ['an empty file', () => writeFileSync(path, '')],
    ['a file that nobody may read', () => writeFileSync(path, 'KILL', { mode: 0 })],
    ['a folder', () => mkdirSync(path)],
    ['a link that leads nowhere', () => symlinkSync(join(home, 'nothing'), path)],
    ['a link that leads to itself', () => symlinkSync(path, path)],
    [
      'a file that was renamed',
      () => {
        writeFileSync(join(folder, 'other'), 'x');
        renameSync(join(folder, 'other'), path);
      },
    ],
  ])('finds %s: any way of creating it works [F7-23, F7-31, F7-32, F7-33]', async (_what, make) => {
    const file = await openKillFile(path);
    expect(await file.look()).toBe('absent');
    make();
    expect([file.location, await file.look()]).toEqual([path, 'present']);
    rmSync(path, { recursive: true });
    expect(await file.look()).toBe('absent');
  });

  it('has failed when the folder was removed and made again, although a file system may give it the same number', async () => {
    const file = await openKillFile(path);
    rmSync(home, { recursive: true });
    mkdirSync(home);
    expect(await file.look()).toBe('failed');
  });

  it('does not take a file of another name for it', async () => {
    const file = await openKillFile(path);
    for (const name of ['kill', 'KILL.txt', 'KILL~']) writeFileSync(join(home, name), 'KILL');
    expect(await file.look()).toBe('absent');
  });

  it('fails, and never says absent, when the folder is gone or another one stands in its place', async () => {
    const file = await openKillFile(path);
    renameSync(home, join(folder, 'away'));
    expect(await file.look()).toBe('failed');
    mkdirSync(home);
    expect(await file.look()).toBe('failed');
    writeFileSync(path, '');
    expect(await file.look()).toBe('present');
    rmSync(home, { recursive: true });
    renameSync(join(folder, 'away'), home);
    expect(await file.look()).toBe('absent');
  });

  it('fails on every error but "no such entry"', async () => {
    for (const code of ['EACCES', 'EIO', 'ELOOP', 'ENOTDIR', 'ESTALE', 'ENOMEM']) {
      const file = await openEntrySwitch('/home/KILL', { ...standing, lstat: failing(code) });
      expect([code, await file.look()]).toEqual([code, 'failed']);
    }
    const lost = await openEntrySwitch('/home/KILL', standing);
    expect(await lost.look()).toBe('absent');
  });

  it('fails after one second when the file system hangs, and starts no second one beside it', async () => {
    vi.useFakeTimers();
    const lstat = vi.fn(never);
    const file = await openEntrySwitch('/home/KILL', { ...standing, lstat });
    for (let look = 0; look < 3; look++) {
      const answer = file.look();
      await vi.advanceTimersByTimeAsync(999);
      const early = await Promise.race([answer, Promise.resolve('still looking')]);
      await vi.advanceTimersByTimeAsync(1);
      expect([early, await answer]).toEqual(['still looking', 'failed']);
    }
    expect([lstat.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('cannot begin in a home that is not there', async () => {
    rmSync(home, { recursive: true });
    await expect(openKillFile(path)).rejects.toThrow('ENOENT');
  });

  it('can come sooner: a watch reports the file within the folder, and not its neighbours', async () => {
    const file = await openKillFile(path);
    const reported = vi.fn();
    const stop = file.watch(reported);
    writeFileSync(join(home, 'state.json'), '');
    writeFileSync(path, '');
    await vi.waitFor(() => expect(reported).toHaveBeenCalled(), 5_000);
    stop();
  });

  it('goes on without a watch where the system allows none', async () => {
    const file = await openKillFile(path);
    rmSync(home, { recursive: true });
    expect(file.watch(() => {})()).toBeUndefined();
  });
});

describe('a look at the emergency key', () => {
  it('is independent of the KILL file: another folder, which only its owner can write [F7-06]', async () => {
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    const [key, file] = [await openEntrySwitch(join(etc, 'emergency-stop')), await openKillFile(path)];
    rmSync(home, { recursive: true });
    expect([await key.look(), await file.look()]).toEqual(['absent', 'failed']);
    writeFileSync(join(etc, 'emergency-stop'), '');
    chmodSync(join(etc, 'emergency-stop'), 0);
    expect([await key.look(), await file.look()]).toEqual(['present', 'failed']);
  });
});
