import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileFound } from '../../core/guardian/desk';
import { isProjectPath } from '../../core/guardian/broker';
import { MOST_BYTES, MOST_ENTRIES, NotInProject, resolveIn } from './project-files';

type Folder = Extract<FileFound, { found: 'folder' }>;
type Stats = Awaited<ReturnType<typeof lstat>>;

/**
 * F7's read-only view of the project's files, for people. No link is followed, and nothing is changed. Rejects for what the
 * disk refuses.
 */
export async function showProject(project: string, path: string): Promise<FileFound> {
  if (!isProjectPath(path)) return { found: 'refused' };
  try {
    const place = await resolveIn(project, path);
    const entry = await lstat(place);
    const modifiedAt = entry.mtime.toISOString();
    if (entry.isDirectory()) return { found: 'folder', modifiedAt, ...(await listItems(place)) };
    if (!entry.isFile()) return { found: 'refused' };
    const size = Number(entry.size);
    if (size > MOST_BYTES) return { found: 'too large', size };
    return { found: 'file', size, modifiedAt, text: textOf(await readFile(place)) };
  } catch (error) {
    if (error instanceof NotInProject) return { found: 'refused' };
    if (isMissing(error)) return { found: 'nothing' };
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

async function listItems(folder: string): Promise<Pick<Folder, 'items' | 'complete'>> {
  const names = (await readdir(folder)).toSorted();
  const items = await Promise.all(
    names.slice(0, MOST_ENTRIES).map(async (name) => {
      const entry = await lstat(join(folder, name)).catch(() => null);
      return {
        name,
        kind: kindOf(entry),
        size: entry?.isFile() ? Number(entry.size) : null,
        modified_at: entry?.mtime.toISOString() ?? null,
      };
    }),
  );
  return { items, complete: names.length <= MOST_ENTRIES };
}

function kindOf(entry: Stats | null): Folder['items'][number]['kind'] {
  if (entry?.isFile()) return 'file';
  if (entry?.isDirectory()) return 'folder';
  return entry?.isSymbolicLink() ? 'link' : 'other';
}

/** Null when the bytes are no text. */
function textOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
