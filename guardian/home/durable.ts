import { constants } from 'node:fs';
import * as promises from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the Guardian writes with. Tests pass one that stops, or answers that the disk is full. */
export type Files = Pick<typeof promises, 'open' | 'rename' | 'link' | 'unlink' | 'mkdir'>;

export const nodeFiles: Files = promises;

/** Runs jobs one after the other. One queue for a home means that a hung disk holds one thread of Node, and not all. */
export type Queue = <T>(job: () => Promise<T>) => Promise<T>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };
}

const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
/** Windows has no such flag. */
export const NO_LINK = O_NOFOLLOW ?? 0;

export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const unlessMissing = (error: unknown): void => {
  if (codeOf(error) !== 'ENOENT') throw error;
};

/**
 * Writes a file so that a reader finds either the old one or the new one, also after a power cut: temporary file, fsync,
 * rename, fsync of the folder. With `previous`, the old file is kept under that path.
 */
export async function writeDurably(
  files: Files,
  path: string,
  contents: string | Uint8Array,
  { mode = 0o644, previous }: { mode?: number; previous?: string } = {},
): Promise<void> {
  const draft = `${path}.draft`;
  try {
    const handle = await files.open(draft, O_WRONLY | O_CREAT | O_TRUNC | NO_LINK, mode);
    try {
      // The process's umask may have taken away what readers need.
      await handle.chmod(mode);
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (previous !== undefined) await keep(files, path, previous);
    await replace(files, draft, path);
  } catch (error) {
    await files.unlink(draft).catch(() => undefined);
    throw error;
  }
  await syncFolder(files, dirname(path));
}

/** A folder that stands where the file belongs is moved away: it must not keep a policy from being reset. */
async function replace(files: Files, draft: string, path: string): Promise<void> {
  try {
    await files.rename(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EISDIR') throw error;
    await files.rename(path, `${path}.folder-${Date.now()}`);
    await files.rename(draft, path);
  }
}

/** Gives the file a second name. At no moment is either name missing. */
async function keep(files: Files, path: string, previous: string): Promise<void> {
  const draft = `${previous}.draft`;
  await files.unlink(draft).catch(unlessMissing);
  try {
    await files.link(path, draft);
  } catch (error) {
    // A folder has no second name.
    if (codeOf(error) === 'EPERM') return;
    return unlessMissing(error);
  }
  await files.rename(draft, previous);
}

/** Makes the names in a folder durable. */
export async function syncFolder(files: Files, folder: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself.
  if (process.platform === 'win32') return;
  const handle = await files.open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether somebody is not allowed to read, or to write. */
export const isForbidden = (error: unknown): boolean =>
  codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM';

/** Removes a file, durably. A file that is not there is no error. */
export async function removeDurably(files: Files, path: string): Promise<void> {
  await files.unlink(path).catch(unlessMissing);
  await syncFolder(files, dirname(path));
}

const LARGEST = 4 * 1024 * 1024;

const NO_FILE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO']);

/** A file's contents. Null when there is no plain file, or a larger one. Rejects when it may not be read, or its disk errs. */
export async function readSmall(path: string, largest = LARGEST): Promise<Buffer | null> {
  let handle;
  try {
    handle = await promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | NO_LINK);
  } catch (error) {
    if (NO_FILE.has(codeOf(error))) return null;
    throw error;
  }
  try {
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= largest ? await handle.readFile() : null;
  } finally {
    await handle.close();
  }
}
