import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyVersion } from './core-versions';
import { readSmall, syncFolder, type Files } from './durable';
import type { OwnPaths } from './paths';
import type { Memory } from './remembered';

interface Parts {
  paths: OwnPaths;
  memory: Memory;
  files: Files;
}

/**
 * Copies or unpacks a Core into a folder of the home, verifies it there, and keeps it as `core/<version>`. Answers its
 * version. Rejects, and keeps nothing, when it is not what was signed. A copy of the same version stays when it is good, and is replaced when it is damaged.
 */
export async function installCore({ paths, memory, files }: Parts, source: string): Promise<string> {
  await mkdir(paths.coreFolder, { recursive: true, mode: 0o755 });
  await removeLeftovers(paths.coreFolder);
  const incoming = await mkdtemp(join(paths.coreFolder, INCOMING));
  try {
    const unpacked = join(incoming, 'core');
    if ((await stat(source)).isDirectory()) {
      await cp(source, unpacked, { recursive: true, verbatimSymlinks: true });
    } else await unpack(source, unpacked);
    const folder = await withoutWrapper(unpacked);
    const minimum = (await memory.read())?.core.minimum ?? null;
    const { signature, detail, manifest } = await verifyVersion(
      folder,
      null,
      minimum,
      await readSmall(paths.rootKey),
    );
    if (signature !== 'valid' || manifest === null) {
      throw new Error(`${source} is no Core that was signed for this host: ${detail ?? 'no manifest'}`);
    }
    await syncTree(files, folder);
    const target = join(paths.coreFolder, manifest.version);
    const rootKey = await readSmall(paths.rootKey);
    const before = await verifyVersion(target, manifest.version, minimum, rootKey);
    if (before.signature === 'valid') return manifest.version;
    await rename(target, join(incoming, 'replaced')).catch(() => undefined);
    await rename(folder, target);
    await syncFolder(files, paths.coreFolder);
    return manifest.version;
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

const INCOMING = '.incoming-';

/** What an installation left that did not come to its end. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.startsWith(INCOMING))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function unpack(archive: string, folder: string): Promise<void> {
  await mkdir(folder);
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner'];
  const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${archive} cannot be unpacked: ${complaint.trim()}`);
}

/** An archive has its files in one folder, as archives do, or has none around them. */
async function withoutWrapper(folder: string): Promise<string> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  return only?.isDirectory() === true && more.length === 0 ? join(folder, only.name) : folder;
}

/** Makes everything in a folder durable, and readable for Core's user, whatever the umask was. */
async function syncTree(files: Files, folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(files, path);
    else {
      const { mode } = await stat(path);
      await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
      const handle = await open(path, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  }
  await syncFolder(files, folder);
}
