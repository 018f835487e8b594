import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { LoggedEvent } from '../../core/guardian/state';
import type { EventLog } from '../ports';
import { codeOf, NO_LINK, type Files, type Queue } from './durable';
import { readLine, serialOf } from './event-line';
import { verifyLog } from './verify-log';
import { positionOf } from './event-search';
import { createWriter, type LogHead } from './event-writer';
import { linesBackward, linesForward } from './log-lines';

/** What a tenant's audit log keeps of a host. */
const IN_TENANT_LOG: ReadonlySet<string> = new Set([
  'kill',
  'mode_change',
  'acknowledge',
  'policy_reset',
  'rollback',
] satisfies LoggedEvent['kind'][]);

export interface HomeEventLog extends EventLog {
  /** The newest event that this process appended; null before its first one. */
  head(): LogHead | null;
}

interface Parts {
  path: string;
  files: Files;
  queue: Queue;
  /** The newest event that the state remembers. */
  readFloor: () => Promise<LogHead | null>;
}

export function openEventLog({ path, files, queue, readFloor }: Parts): HomeEventLog {
  const { append, written } = createWriter(path, files, queue, readFloor);
  /** Where the last `listAfter` ended: up to there, nothing was left to answer after that event. */
  let searched: { after: string | null; position: number; inode: number } | null = null;

  return {
    append,
    head() {
      const log = written();
      return log && { serial: log.serial, hash: log.hash };
    },

    list: (limit, before, kind) =>
      reading(path, [], async (handle, size) => {
        const serial = before === null ? null : serialOf(before);
        if (before !== null && serial === null) return [];
        const end = serial === null ? size : await positionOf(handle, serial, size);
        const found: LoggedEvent[] = [];
        if (limit <= 0) return found;
        // Reading a line takes far longer than looking for what must be in it.
        const mark = kind === undefined ? '' : `"kind":"${kind}"`;
        for await (const line of linesBackward(handle, end)) {
          if (!line.bytes.includes(mark)) continue;
          const read = readLine(line.bytes);
          if (read && (kind === undefined || read.event.kind === kind)) found.push(read.event);
          if (found.length >= limit) break;
        }
        return found;
      }),

    listAfter: (after, limit) =>
      reading(path, [], async (handle, size, inode) => {
        const found: LoggedEvent[] = [];
        const isSame = searched?.after === after && searched.inode === inode && searched.position <= size;
        let position = isSame && searched ? searched.position : await positionAfter(handle, after, size);
        for await (const line of linesForward(handle, position, size)) {
          if (found.length >= limit) break;
          const read = readLine(line.bytes);
          if (read && IN_TENANT_LOG.has(read.event.kind)) found.push(read.event);
          if (found.length === 0) position = line.end;
        }
        searched = { after, position, inode };
        return found;
      }),

    async verify() {
      // In the queue nobody writes, so that the last line is a whole one. What is written later is not checked.
      const { remembered, whole } = await queue(async () => ({
        remembered: written() ?? (await readFloor()),
        whole: await reading(path, 0, (_handle, size) => Promise.resolve(size)),
      }));
      const result = await reading(path, null, (handle, size) =>
        verifyLog(handle, Math.min(whole, size), remembered),
      );
      const sha256 = createHash('sha256').digest('hex');
      return result ?? { ok: false, sha256, detail: 'There is no log.' };
    },
  };
}

async function positionAfter(handle: FileHandle, after: string | null, size: number): Promise<number> {
  const serial = after === null ? null : serialOf(after);
  return serial === null ? 0 : positionOf(handle, serial + 1, size);
}

async function reading<T>(
  path: string,
  whenMissing: T,
  read: (handle: FileHandle, size: number, inode: number) => Promise<T>,
): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | NO_LINK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return whenMissing;
    throw error;
  }
  try {
    const { size, ino } = await handle.stat();
    return await read(handle, size, ino);
  } finally {
    await handle.close();
  }
}
