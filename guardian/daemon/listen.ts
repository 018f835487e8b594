import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';

/** Resolves when it listens. Rejects when it cannot. */
function listenOnce(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Only one Guardian has the home's lock, so a socket that is there is a dead one's. It has its mode from the first moment on. */
export async function listenOnSocket(server: Server, path: string, mode: number): Promise<void> {
  await rm(path, { force: true });
  const before = process.umask(0o777 & ~mode);
  // The socket is made at once, before anything else of this process runs.
  const listening = listenOnce(server, { path });
  process.umask(before);
  await listening;
}

export const listenOnPort = (server: Server, host: string, port: number): Promise<void> =>
  listenOnce(server, { host, port });
