import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serverForTests, TIMES } from './server-for-tests';

const { serve, stop } = serverForTests();

describe('a stop of the server', () => {
  it('lets the request in flight finish, and takes no new one', async () => {
    let answer = () => {};
    let arrived = () => {};
    const here = new Promise<void>((done) => (arrived = done));
    const held = new Promise<void>((done) => (answer = done));
    const { get } = await serve({
      api: {
        async fetch() {
          arrived();
          await held;
          return new Response('done');
        },
      },
    });
    const inFlight = get('/auth/me');
    await here;
    const stopped = stop();
    await expect(get('/healthz')).rejects.toThrow(/ECONNREFUSED/);
    answer();
    expect((await inFlight).text).toBe('done');
    await stopped;
  });

  it('does not wait for ever for somebody who sends nothing', async () => {
    const { port } = await serve({}, { times: { ...TIMES, drain: 50 } });
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {}).write('POST /auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab');
    const closed = once(socket, 'close');
    await stop();
    await closed;
    expect(socket.destroyed).toBe(true);
  });

  it('is not needed for a client that never finishes its headers: that one gets 408', async () => {
    const { port } = await serve({}, { times: { ...TIMES, headers: 20, request: 20 } });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /auth/token HTTP/1.1\r\nHost: x\r\n');
    const [data] = await once(socket.setEncoding('utf8'), 'data');
    expect(data).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
  });
});
