import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import { NO_LINK, readSmall } from './durable';
import { identityOf, readIdentity, type ProcessIdentity } from './process-identity';

type Unlock = () => Promise<void>;

/**
 * Null when another process has it. The kernel ends the lock with this process, however that ends: `flock` of util-linux
 * locks our open file, and the lock stays with the file after that command is gone. The file names who has it.
 *
 * @throws when the file may not be opened, or there is no `flock`.
 */
export async function lockFile(path: string): Promise<Unlock | null> {
  if (process.platform === 'win32') return lockPipe(path);
  const { O_CREAT, O_RDWR } = constants;
  // Node closes it in every process that it starts: Core never inherits the lock.
  const handle = await open(path, O_RDWR | O_CREAT | NO_LINK, 0o600);
  try {
    if (!(await flock(handle))) {
      await handle.close();
      return null;
    }
    const self = await identityOf(process.pid);
    await handle.truncate(0);
    await handle.write(`${JSON.stringify(self)}\n`, 0);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return async () => {
    await handle.truncate(0).catch(() => undefined);
    await handle.close();
  };
}

const TAKEN = 75;

async function flock(handle: FileHandle): Promise<boolean> {
  const args = ['--exclusive', '--nonblock', '--conflict-exit-code', String(TAKEN), '3'];
  const child = spawn('flock', args, { stdio: ['ignore', 'ignore', 'pipe', handle.fd] });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  // Rejects when the command is missing.
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return true;
  if (code === TAKEN) return false;
  throw new Error(`flock failed with ${code}: ${complaint.trim()}`);
}

/** On Windows, only one process can listen on a pipe. */
async function lockPipe(path: string): Promise<Unlock | null> {
  const name = createHash('sha256').update(path.toLowerCase()).digest('hex');
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(String.raw`\\.\pipe\exacta-${name}`);
    await once(server, 'listening');
  } catch {
    return null;
  }
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

/** The process that has the lock, or had it last and ended without unlocking. */
export async function readHolder(path: string): Promise<ProcessIdentity | null> {
  const bytes = await readSmall(path);
  return bytes && readIdentity(bytes.toString('utf8'));
}
