import type { FileHandle } from 'node:fs/promises';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

export interface Line {
  /** Without the end of the line. */
  bytes: Buffer;
  /** Where it begins in the file, in bytes. */
  start: number;
  /** Where the next one begins. */
  end: number;
}

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, start + filled);
    // Somebody cut the file meanwhile.
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** The complete lines between two positions, the first one first. `start` is the beginning of a line. What has no end is left out. */
export async function* linesForward(handle: FileHandle, start: number, end: number): AsyncGenerator<Line> {
  /** What was read of a line whose end is not yet found. */
  let begun: Buffer[] = [];
  let lineStart = start;
  for (let position = start; position < end;) {
    const chunk = await readAt(handle, position, Math.min(CHUNK, end - position));
    if (chunk.length === 0) return;
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const bytes = Buffer.concat([...begun, chunk.subarray(from, at)]);
      from = at + 1;
      begun = [];
      yield { bytes, start: lineStart, end: position + from };
      lineStart = position + from;
    }
    begun.push(chunk.subarray(from));
    position += chunk.length;
  }
}

/** The complete lines before a position, the last one first. What has no end is left out. */
export async function* linesBackward(handle: FileHandle, end: number): AsyncGenerator<Line> {
  /** Read and not yet answered; it begins at `position`. */
  let bytes: Buffer = Buffer.alloc(0);
  let position = end;
  /** The line that is answered next ends here; null until the first end of a line was found. */
  let lineEnd: number | null = null;
  for (;;) {
    const at = bytes.lastIndexOf(NEWLINE);
    if (at === -1 && position > 0) {
      // Twice as much each time, so that even a very long line is copied only a few times.
      const length = Math.min(Math.max(CHUNK, bytes.length), position);
      position -= length;
      bytes = Buffer.concat([await readAt(handle, position, length), bytes]);
      continue;
    }
    const start = position + at + 1;
    if (lineEnd !== null) yield { bytes: bytes.subarray(at + 1), start, end: lineEnd };
    if (at === -1) return;
    lineEnd = start;
    bytes = bytes.subarray(0, at);
  }
}
