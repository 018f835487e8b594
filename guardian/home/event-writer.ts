import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eventId, type NewEvent } from '../../core/guardian/events';
import type { LoggedEvent } from '../../core/guardian/state';
import { NO_LINK, syncFolder, type Files, type Queue } from './durable';
import { GENESIS, hashLine, nameEvent, readLine, writeLine } from './event-line';
import { cutTornTail } from './torn-tail';

/** The newest event of a log. */
export interface LogHead {
  serial: number;
  /** Of its line. */
  hash: string;
}

/** The file as the last append left it. */
interface WrittenLog extends LogHead {
  size: number;
  inode: number;
}

interface Waiting {
  event: NewEvent;
  resolve: (event: LoggedEvent) => void;
  reject: (reason: unknown) => void;
}

export interface EventWriter {
  append(event: NewEvent): Promise<LoggedEvent>;
  /** The newest event, and where the log ends after it. Null before the first append of this process. */
  written(): WrittenLog | null;
}

const { O_APPEND, O_CREAT, O_RDWR } = constants;

/**
 * Appends events. Those that wait together share one fsync. `readFloor` answers the newest event that the state remembers:
 * a log that ends before it was cut, and an event says so.
 */
export function createWriter(
  path: string,
  files: Files,
  queue: Queue,
  readFloor: () => Promise<LogHead | null>,
): EventWriter {
  let waiting: Waiting[] = [];
  let known: WrittenLog | null = null;
  /** The newest event that was made durable by this process. */
  let durable: LogHead | null = null;
  /** The highest number that was ever given, also to an event that could not be written: somebody may have seen it. */
  let highest = 0;

  async function writeWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      const logged = await write(batch.map(({ event }) => event));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const event = logged[index];
        if (event) resolve(event);
        else reject(new Error('The event was not logged.'));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function write(events: NewEvent[]): Promise<LoggedEvent[]> {
    const handle = await files.open(path, O_RDWR | O_CREAT | O_APPEND | NO_LINK, 0o644);
    try {
      const found = await find(handle, events[0]?.at ?? 0);
      const logged: LoggedEvent[] = [];
      let { serial, hash } = found.head;
      let text = '';
      for (const event of [...found.notes, ...events]) {
        serial += 1;
        const named = nameEvent(event, serial);
        const line = writeLine(named, hash);
        hash = hashLine(line);
        text += `${line}\n`;
        logged.push(named);
      }
      highest = serial;
      // A new log is for everybody to read, whatever the umask is.
      if (found.size === 0) await handle.chmod(0o644);
      await appendText(handle, found.size, text);
      durable = { serial, hash };
      const { ino: inode, size } = await handle.stat();
      known = { serial, hash, inode, size };
      if (found.size === 0) await syncFolder(files, dirname(path));
      return logged.slice(found.notes.length);
    } finally {
      await handle.close();
    }
  }

  async function appendText(handle: FileHandle, size: number, text: string): Promise<void> {
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (error) {
      known = null;
      // What was not durable was not answered either: it is taken away again, or the next append does so.
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
  }

  /** The log's end, and what there is to tell about it. */
  async function find(
    handle: FileHandle,
    at: number,
  ): Promise<{ head: LogHead; size: number; notes: NewEvent[] }> {
    const { ino: inode, size } = await handle.stat();
    if (known !== null && known.inode === inode && known.size === size) {
      return { head: { serial: highest, hash: known.hash }, size, notes: [] };
    }
    const remembered = durable ?? (await readFloor());
    const notes: NewEvent[] = [];
    const note = (outcome: string, message: string) =>
      notes.push({ at, kind: 'integrity', outcome, actor: 'Guardian', message });
    const { last, size: whole, cutInto } = await cutTornTail(handle, path, files);
    if (cutInto !== null)
      note('REPAIRED (torn log)', `The log's last line was torn; it is in ${cutInto} now`);
    const read = last === null ? null : readLine(last);
    const head = { serial: read?.serial ?? 0, hash: last === null ? GENESIS : hashLine(last) };
    if (remembered !== null && remembered.serial > head.serial) {
      const ends = head.serial === 0 ? 'is empty' : `ends with ${eventId(head.serial)}`;
      note('FAILED (log cut)', `The log ${ends}, but ${eventId(remembered.serial)} had been written`);
      // The next line names the one that is gone: the chain shows for ever that something is missing.
      head.hash = remembered.hash;
    }
    head.serial = Math.max(head.serial, remembered?.serial ?? 0, highest);
    return { head, size: whole, notes };
  }

  return {
    append: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event: mustBeReadable(event), resolve, reject });
        // The job takes everything that waits by then.
        if (waiting.length === 1) void queue(writeWaiting);
      }),
    written: () => known,
  };
}

/** A copy. What could not be read again must not keep others from being written. */
function mustBeReadable(event: NewEvent): NewEvent {
  const copy = structuredClone(event);
  const line = writeLine(nameEvent(copy, 1), GENESIS);
  if (readLine(Buffer.from(line)) === null) throw new TypeError('This is no event of a Guardian.');
  return copy;
}
