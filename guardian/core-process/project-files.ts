import { constants, lstat, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isProjectPath } from '../../core/guardian/broker';
import { codeOf, NO_LINK } from '../home/durable';

/** Of a file that is read or written. */
const MOST_BYTES = 128 * 1024;
const MOST_ENTRIES = 1_000;

/** What the project's folder does not give out: a link, a device, a path that leads elsewhere. */
export class NotInProject extends Error {}

export interface ProjectEntry {
  name: string;
  kind: 'file' | 'folder' | 'other';
}

/** A pipe would otherwise wait for its other end. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/** The path on this host. Rejects when a folder on the way is a link or no folder. */
export async function resolveIn(project: string, path: string): Promise<string> {
  if (!isProjectPath(path)) throw new NotInProject('That is no path within the project.');
  let place = project;
  for (const part of path === '' ? [] : path.split('/')) {
    if (!(await lstat(place)).isDirectory()) throw new NotInProject(`${place} is not a folder.`);
    place = join(place, part);
  }
  return place;
}

/** The first bytes of a file of the project, as text. No link is followed. */
export async function readProjectFile(
  project: string,
  path: string,
): Promise<{ text: string; size: number; truncated: boolean }> {
  const file = await openProjectFile(await resolveIn(project, path));
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return { text, size, truncated: size > bytesRead };
  } finally {
    await file.close();
  }
}

/** The entries of a folder of the project, by name. The empty path is the project itself. */
export async function listProjectFolder(project: string, path: string): Promise<ProjectEntry[]> {
  const folder = await resolveIn(project, path);
  if (!(await lstat(folder)).isDirectory()) throw new NotInProject('That is not a folder.');
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .slice(0, MOST_ENTRIES)
    .map((entry) => {
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
      return { name: entry.name, kind };
    });
}

/** Creates or replaces a file. Its folder must exist. */
export async function writeProjectFile(project: string, path: string, text: string): Promise<void> {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new NotInProject('That is too much for one file.');
  const file = await openProjectFile(await resolveIn(project, path), constants.O_WRONLY | constants.O_CREAT);
  try {
    await file.truncate(0);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** Removes a file, or a link itself. */
export async function deleteProjectFile(project: string, path: string): Promise<void> {
  await rm(await resolveIn(project, path));
}

/** Opens a resolved path, by default to read it. Rejects for a link, a folder, a device, and a file with a second name. */
export async function openProjectFile(path: string, flags = constants.O_RDONLY): Promise<FileHandle> {
  const file = await open(path, flags | NO_LINK | NO_WAIT, 0o644).catch((error: unknown) => {
    throw codeOf(error) === 'ELOOP' ? new NotInProject('That is a link.') : error;
  });
  const stats = await file.stat();
  // A second name of the same file may be outside of the project.
  if (stats.isFile() && stats.nlink === 1) return file;
  await file.close();
  throw new NotInProject('That is not a file of the project alone.');
}
