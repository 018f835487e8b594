import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { wordsOf } from '../../core/text/words-of';

/** One older file of this size is kept beside the log, so that no caller can fill the disk. */
const LARGEST = 10 * 1024 * 1024;

export type Log = (line: Readonly<Record<string, unknown>>) => void;

/** A log of JSON lines in a file. A line that cannot be written there goes to standard error: no stop waits for a disk. */
export function createLog(file: string, now: () => number, largest = LARGEST): Log {
  return (line) => {
    const text = `${JSON.stringify({ time: new Date(now()).toISOString(), ...line })}\n`;
    try {
      write(file, text, largest);
    } catch (error) {
      process.stderr.write(`${wordsOf(error)}\n${text}`);
    }
  };
}

function write(file: string, text: string, largest: number) {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size + text.length > largest) renameSync(file, `${file}.1`);
  appendFileSync(file, text, { mode: 0o640 });
}
