import type { FileHandle } from 'node:fs/promises';
import { readLine } from './event-line';
import { linesForward, type Line } from './log-lines';

/**
 * Where the first event with this number or a higher one begins, or the end of the log. Numbers rise in the file, so about
 * twenty readings find it in a log of gigabytes.
 */
export async function positionOf(handle: FileHandle, serial: number, size: number): Promise<number> {
  // Everything before `low` is older; `low` is the beginning of a line. The answer is not after the first event from `high` on.
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await firstEvent(handle, low, middle, high, size);
    if (found === null) high = middle;
    else if (found.serial < serial) low = found.line.end;
    else high = middle;
  }
  return low;
}

/** The first event that begins between `from` and `high`. Lines that are none are passed over. */
async function firstEvent(
  handle: FileHandle,
  low: number,
  from: number,
  high: number,
  size: number,
): Promise<{ line: Line; serial: number } | null> {
  // From one byte earlier, so that a line that begins exactly at `from` is seen as one.
  const start = from === low ? low : from - 1;
  let isWhole = from === low;
  for await (const line of linesForward(handle, start, size)) {
    if (line.start >= high) return null;
    const read = isWhole ? readLine(line.bytes) : null;
    isWhole = true;
    if (read) return { line, serial: read.serial };
  }
  return null;
}
