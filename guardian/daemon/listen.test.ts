import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { foldersForTests } from '../home/testing/folders';
import { listenOnSocket } from './listen';

const newFolder = foldersForTests();

it.each([0o600, 0o666])(
  'a socket has its mode (%i) from the first moment on, whatever the umask is',
  async (mode) => {
    const path = join(await newFolder(), 'test.sock');
    for (const umask of [0, 0o077]) {
      const before = process.umask(umask);
      const server = createServer();
      let first = 0;
      server.once('listening', () => (first = statSync(path).mode & 0o777));
      try {
        await listenOnSocket(server, path, mode);
        expect([first, statSync(path).mode & 0o777]).toEqual([mode, mode]);
        expect(process.umask()).toBe(umask);
      } finally {
        process.umask(before);
        server.close();
      }
    }
  },
);
