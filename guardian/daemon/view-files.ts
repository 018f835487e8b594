import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isProjectPath } from '../../core/guardian/broker';
import type { FileFound } from '../../core/guardian/desk';
import { NotInProject, openProjectFile, resolveIn } from '../core-process/project-files';
import { codeOf } from '../home/durable';

const MOST_BYTES = 256 * 1024;
const MOST_ITEMS = 1_000;

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
  const file = await openProjectFile(path);
  try {
    const { size, mtime } = await file.stat();
    if (size > MOST_BYTES) return { found: 'too large', size };
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const text = isText(bytes) ? bytes.toString('utf8') : null;
    return { found: 'file', size, modifiedAt: mtime.toISOString(), text };
  } finally {
    await file.close();
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
    const place = await resolveIn(project, path);
    const stats = await lstat(place);
    if (stats.isDirectory()) return await viewFolder(place, stats.mtime.toISOString());
    return stats.isFile() ? await viewFile(place) : { found: 'refused' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { found: 'nothing' };
    if (error instanceof NotInProject || code === 'EACCES' || code === 'EPERM') return { found: 'refused' };
    throw error;
  }
}
