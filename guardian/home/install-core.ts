import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, lchown, mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptCore } from '../../core/guardian/desk';
import type { HomePaths } from '../ports';
import { codeOf, readSmall, syncFolder, type Files } from './durable';
import { identityOf } from './process-identity';
import type { Memory } from './remembered';
import { tooOld, verifyVersion } from './verify-version';

interface Parts {
  paths: HomePaths;
  memory: Memory;
  files: Files;
}

/** What was given is no archive, or a damaged one. */
export class NotUnpacked extends Error {
  override readonly name = 'NotUnpacked';
}

/**
 * Copies or unpacks a Core into a folder of the home, as it is: nothing of it is believed yet. Answers the name of that folder,
 * which is for `keepCore`, and which whoever called this removes. Rejects when it cannot be read or unpacked.
 */
export async function bringCore(coreFolder: string, source: string): Promise<string> {
  const kind = await stat(source);
  if (!kind.isDirectory() && !kind.isFile()) throw new Error(`${source} is no file and no folder`);
  await mkdir(coreFolder, { recursive: true, mode: 0o755 });
  await removeLeftovers(coreFolder);
  const { start_time = '' } = (await identityOf(process.pid)) ?? {};
  const incoming = await mkdtemp(join(coreFolder, `${INCOMING}${process.pid}-${start_time}-`));
  try {
    const unpacked = join(incoming, 'core');
    if (kind.isDirectory()) await cp(source, unpacked, { recursive: true, verbatimSymlinks: true });
    else await unpack(source, unpacked);
    if (process.geteuid?.() === 0) await giveAway(incoming, await stat(coreFolder));
    return incoming.slice(coreFolder.length + 1);
  } catch (error) {
    await rm(incoming, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Verifies what was brought, where nobody but an administrator can change it any more, and keeps it as `core/<version>`. A copy
 * of the same version stays when it is good, and is replaced when it is damaged.
 */
export async function keepCore({ paths, memory, files }: Parts, incoming: string): Promise<KeptCore> {
  const brought = join(paths.coreFolder, incoming, 'core');
  const folder = IS_INCOMING.test(incoming) ? await withoutWrapper(brought).catch(() => brought) : null;
  if (folder === null)
    return { refused: 'not signed', detail: `${incoming} is no folder of an installation.` };
  const rootKey = await readSmall(paths.rootKey);
  const { signature, detail, manifest } = await verifyVersion(folder, null, null, rootKey);
  if (signature !== 'valid' || manifest === null) {
    return { refused: 'not signed', detail: detail ?? 'There is no manifest.' };
  }
  const { version } = manifest;
  const old = tooOld(manifest, (await memory.read())?.core.minimum ?? null);
  if (old !== null) return { refused: 'too old', detail: old };
  await syncTree(files, folder);
  const target = join(paths.coreFolder, version);
  const before = await verifyVersion(target, version, null, rootKey);
  if (before.signature === 'valid') return { version };
  await files.rename(target, join(paths.coreFolder, incoming, 'replaced')).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  await files.rename(folder, target);
  await syncFolder(files, paths.coreFolder);
  return { version };
}

/** Brings a Core, for as long as `work` lasts, which gets the name of its folder. */
export async function withBroughtCore<T>(
  coreFolder: string,
  source: string,
  work: (incoming: string) => Promise<T>,
): Promise<T> {
  const incoming = await bringCore(coreFolder, source);
  try {
    return await work(incoming);
  } finally {
    await rm(join(coreFolder, incoming), { recursive: true, force: true });
  }
}

/** Brings a Core and keeps it. Answers its version. Rejects, and keeps nothing, when it is not what was signed. */
export async function installCore(parts: Parts, source: string): Promise<string> {
  const kept = await withBroughtCore(parts.paths.coreFolder, source, (incoming) => keepCore(parts, incoming));
  if ('version' in kept) return kept.version;
  throw new Error(`${source} is no Core that was signed for this host: ${kept.detail}`);
}

/** With the process that fills it: its number, and its start. */
const INCOMING = '.incoming-';
const IS_INCOMING = /^\.incoming-(\d+)-(\d*)-\w{6}$/;

/** What an installation left whose process has ended. Another one may be at work: what is its own stays. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, started] = IS_INCOMING.exec(name) ?? [];
    if (pid === undefined || (await identityOf(Number(pid)))?.start_time === started) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function unpack(archive: string, folder: string): Promise<void> {
  await mkdir(folder);
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner'];
  const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const words = `${archive} cannot be unpacked: ${complaint.trim()}`;
  const isFull = (await statfs(folder)).bavail === 0;
  throw isFull ? Object.assign(new Error(words), { code: 'ENOSPC' }) : new NotUnpacked(words);
}

/** Root may work in the home of another account, whose Guardian then goes on with these files. No link is followed. */
async function giveAway(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  await lchown(folder, owner.uid, owner.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveAway(path, owner);
    else await lchown(path, owner.uid, owner.gid);
  }
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
      const handle = await files.open(path, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  }
  await syncFolder(files, folder);
}
