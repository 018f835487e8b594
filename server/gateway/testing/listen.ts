import type { AddressInfo, Server } from 'node:net';

/** Listens on a free port of this machine. */
export function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail).listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
