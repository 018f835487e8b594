import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { eventId } from '../../core/guardian/events';
import { GENESIS, hashLine, readLine } from './event-line';
import type { LogHead } from './event-writer';
import { linesForward } from './log-lines';

export interface LogReport {
  ok: boolean;
  /** Of the bytes that were checked. */
  sha256: string;
  /** The first thing that is wrong; null when nothing is. */
  detail: string | null;
}

/** Checks the first `size` bytes: each line, each link, and that the newest event that is remembered is still there. */
export async function verifyLog(
  handle: FileHandle,
  size: number,
  remembered: LogHead | null,
): Promise<LogReport> {
  const whole = createHash('sha256');
  const problems: string[] = [];
  let last: LogHead = { serial: 0, hash: GENESIS };
  let seesRemembered = remembered === null;
  let number = 0;
  let end = 0;
  for await (const line of linesForward(handle, 0, size)) {
    number += 1;
    end = line.end;
    whole.update(line.bytes).update('\n');
    const read = problems.length > 0 ? null : readLine(line.bytes);
    if (problems.length > 0) continue;
    if (read === null) problems.push(`Line ${number} is no event.`);
    else if (read.previous !== last.hash)
      problems.push(`${read.event.id} does not follow the line before it.`);
    else if (read.serial <= last.serial) problems.push(`${read.event.id} is out of order.`);
    last = { serial: read?.serial ?? last.serial, hash: hashLine(line.bytes) };
    if (last.serial === remembered?.serial && last.hash === remembered.hash) seesRemembered = true;
  }
  if (end < size) {
    whole.update((await handle.read(Buffer.alloc(size - end), 0, size - end, end)).buffer);
    problems.push('The last line is torn.');
  }
  if (!seesRemembered && remembered)
    problems.push(`${eventId(remembered.serial)} is missing or was changed.`);
  const [detail = null] = problems;
  return { ok: detail === null, sha256: whole.digest('hex'), detail };
}
