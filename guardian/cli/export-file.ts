import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nodeFiles, syncFolder } from '../home/durable';
import { EXIT, Stopped } from './exit-codes';
import type { Io } from './io';
import type { LocalReply } from './socket-call';

/** The name that the Guardian gives the file; a path in it is not followed. */
function nameOf({ headers }: LocalReply): string {
  const said = /filename="([^"]+)"/.exec(headers['content-disposition'] ?? '')?.[1];
  const name = basename(said ?? '');
  return /^[\w.-]+$/.test(name) && !name.startsWith('.') ? name : 'guardian-logs.json';
}

/** A file is replaced as a whole, and durably. A link is replaced and not followed; a device is written to. */
async function writeWhole(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile()) {
    const device = await open(path, 'a');
    return device.writeFile(text).finally(() => device.close());
  }
  const made = `${path}.${process.pid}.part`;
  const file = await open(made, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(made, path);
    await syncFolder(nodeFiles, dirname(path));
  } catch (error) {
    await file.close().catch(() => {});
    await rm(made, { force: true });
    throw error;
  }
}

/**
 * Writes the exported logs, with this account's own rights, and answers where they are. `-` is standard output. Throws
 * `Stopped` when they cannot be written.
 */
export async function writeExport(to: string, reply: LocalReply, io: Io): Promise<string> {
  const found = to === '-' ? null : await stat(to).catch(() => null);
  const path = found?.isDirectory() ? join(to, nameOf(reply)) : to;
  try {
    await (to === '-' ? io.write(`${reply.text}\n`) : writeWhole(path, reply.text));
    return path;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Stopped(
      EXIT.failed,
      `The logs were not written: ${why}. Name a path in a folder that exists, with room, where you may write.`,
    );
  }
}
