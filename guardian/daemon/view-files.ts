import { constants, lstat, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isProjectPath } from '../../core/guardian/broker';
import type { FileFound } from '../../core/guardian/desk';
import { codeOf } from '../home/durable';

const MOST_BYTES = 256 * 1024;
const MOST_ITEMS = 1_000;
/** Windows has no such flag, and no such links without an administrator. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

type Items = Extract<FileFound, { found: 'folder' }>['items'];

async function viewFolder(folder: string, modifiedAt: string): Promise<FileFound> {
  const items: Items = [];
  let complete = true;
  for await (const entry of await opendir(folder)) {
    if (items.length >= MOST_ITEMS) {
      complete = false;
      break;
    }
    const stats = await lstat(join(folder, entry.name)).catch(() => null);
    const kind = entry.isFile()
      ? 'file'
      : entry.isDirectory()
        ? 'folder'
        : entry.isSymbolicLink()
          ? 'link'
          : 'other';
    const size = kind === 'file' && stats ? stats.size : null;
    items.push({ name: entry.name, kind, size, modified_at: stats?.mtime.toISOString() ?? null });
  }
  return {
    found: 'folder',
    modifiedAt,
    complete,
    items: items.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

async function viewFile(path: string): Promise<FileFound> {
  const handle = await open(path, FLAGS);
  try {
    const stats = await handle.stat();
    // A second name of the same file may be outside of the project.
    if (!stats.isFile() || stats.nlink > 1) return { found: 'refused' };
    const { size } = stats;
    if (size > MOST_BYTES) return { found: 'too large', size };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const text = isText(bytes) ? bytes.toString('utf8') : null;
    return { found: 'file', size, modifiedAt: stats.mtime.toISOString(), text };
  } finally {
    await handle.close();
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0);
  } catch {
    return false;
  }
}

/** F7's read-only view of the project's folder: no link is followed, on the way either. `project` is null where there is none. */
export async function viewFiles(project: string | null, path: string): Promise<FileFound> {
  if (!isProjectPath(path)) return { found: 'refused' };
  if (project === null) return { found: 'nothing' };
  try {
    let at = project;
    let stats = await lstat(at);
    for (const part of path === '' ? [] : path.split('/')) {
      if (stats.isSymbolicLink()) return { found: 'refused' };
      if (!stats.isDirectory()) return { found: 'nothing' };
      at = join(at, part);
      stats = await lstat(at);
    }
    if (stats.isDirectory()) return await viewFolder(at, stats.mtime.toISOString());
    return stats.isFile() ? await viewFile(at) : { found: 'refused' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { found: 'nothing' };
    if (code === 'ELOOP' || code === 'EACCES' || code === 'EPERM') return { found: 'refused' };
    throw error;
  }
}
