import { open } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../home/durable';
import type { Look, OperatorSwitch } from '../ports';

/** A look that takes longer has failed. */
const LOOK_MS = 1_000;

/** What a look asks of the file system. All reject as `node:fs/promises` does. */
export interface LookAt {
  /** Opens it for good: while it is open, the system gives its number to no other folder. */
  hold(folder: string): Promise<unknown>;
  /** Does not follow a link. */
  lstat(path: string): Promise<unknown>;
  stat(path: string): Promise<{ dev: bigint; ino: bigint }>;
}

const REAL: LookAt = {
  hold: (folder) => promisify(open)(folder, 'r'),
  lstat,
  stat: (path) => stat(path, { bigint: true }),
};

/**
 * The KILL file; and the emergency key, since Linux has no registry: an entry in another folder with another owner, such as
 * `/etc/exacta/emergency-stop`. Such a switch is on while something of this name is in its folder: a file, a folder, a link that
 * leads nowhere, whatever it contains. The folder is the one that stands there now: when another one stands at its path later,
 * nobody knows what the operator meant, and the look has failed. Rejects when there is no such folder.
 */
export async function openEntrySwitch(path: string, fs: LookAt = REAL): Promise<OperatorSwitch> {
  const folder = dirname(path);
  // Windows opens no folders.
  await fs.hold(folder).catch(() => {});
  const opened = await fs.stat(folder);
  /** A look that hangs keeps a thread. A second one beside it would tell nothing new, and take the next thread. */
  let hanging: Promise<Look> | null = null;

  async function lookOnce(): Promise<Look> {
    try {
      await fs.lstat(join(folder, basename(path)));
      return 'present';
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return 'failed';
    }
    try {
      const now = await fs.stat(folder);
      return now.dev === opened.dev && now.ino === opened.ino ? 'absent' : 'failed';
    } catch {
      return 'failed';
    }
  }

  return {
    location: path,
    async look() {
      hanging ??= lookOnce().finally(() => (hanging = null));
      return within(hanging);
    },
  };
}

async function within(look: Promise<Look>): Promise<Look> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Look>((resolve) => {
    timer = setTimeout(() => resolve('failed'), LOOK_MS);
  });
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}
