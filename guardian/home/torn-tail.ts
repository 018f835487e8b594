import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf, syncFolder, type Files } from './durable';
import { readLine } from './event-line';
import { linesBackward } from './log-lines';

const CHUNK = 256 * 1024;

export interface Tail {
  /** The last line of the log; null when it has none. */
  last: Buffer | null;
  /** How long the log is now, in bytes. */
  size: number;
  /** The name of the side file; null when the log ended as it should. */
  cutInto: string | null;
}

/**
 * After a power cut, a log may end in half a line, or in bytes that no Guardian wrote. They are copied into a side file, and
 * then cut off. What stands before the last readable event is left as it is.
 */
export async function cutTornTail(handle: FileHandle, path: string, files: Files): Promise<Tail> {
  const { size } = await handle.stat();
  let last: Buffer | null = null;
  let end = 0;
  for await (const line of linesBackward(handle, size)) {
    if (readLine(line.bytes) === null) continue;
    last = line.bytes;
    end = line.end;
    break;
  }
  if (end === size) return { last, size, cutInto: null };
  const side = await copyTail(handle, { from: end, to: size }, path, files);
  await handle.truncate(end);
  await handle.sync();
  return { last, size: end, cutInto: basename(side) };
}

async function copyTail(
  handle: FileHandle,
  { from, to }: { from: number; to: number },
  path: string,
  files: Files,
): Promise<string> {
  const { handle: copy, name } = await openNew(files, `${path}.torn`);
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (let position = from; position < to;) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK, to - position), position);
      if (bytesRead === 0) break;
      await copy.writeFile(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
    await copy.sync();
  } finally {
    await copy.close();
  }
  await syncFolder(files, dirname(path));
  return name;
}

async function openNew(files: Files, base: string): Promise<{ handle: FileHandle; name: string }> {
  for (let number = 1; ; number += 1) {
    const name = `${base}-${number}`;
    try {
      return { handle: await files.open(name, 'wx', 0o644), name };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
