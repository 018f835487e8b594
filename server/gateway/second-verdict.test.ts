import { createServer as createTcpServer, type LookupFunction, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeBeats } from './testing/fake-beats';
import { CALL, startTestGateway, until } from './testing/gateway-server';
import { listen } from './testing/listen';

describe('between the first verdict and the connection to the upstream', () => {
  /** A gateway that holds each connection to the upstream back until `connect` is called. */
  async function startSlow() {
    const received: string[] = [];
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => {
      sockets.push(socket);
      socket.on('data', (part) => received.push(part.toString())).on('error', () => undefined);
    });
    const upstream = new URL(`http://held.example:${await listen(server)}/`);
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    });
    const waiting: (() => void)[] = [];
    const held: LookupFunction = (_name, _options, found) =>
      void waiting.push(() => found(null, [{ address: '127.0.0.1', family: 4 }]));
    const beats = createFakeBeats();
    const test = await startTestGateway({ beats, upstream, upstreamSecret: 'secret', lookup: held });
    return { ...test, received, sockets, waiting, connect: () => waiting.splice(0).forEach((go) => go()) };
  }

  it('an engage is seen, and nothing is handed over [AEGIS-04, AEGIS-64]', async () => {
    const { execute, beats, waiting, connect, received, sockets, gateway } = await startSlow();
    const answer = execute();
    await until(() => waiting.length === 1);
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    connect();
    expect(await answer).toMatchObject({ status: 403, body: { error: 'kill_switch_engaged' } });
    await until(() => sockets.length === 1 && sockets.every(({ closed }) => closed));
    expect(received).toEqual([]);
    expect(gateway.decisions()).toEqual({ kill_switch_engaged: 1 });
  });

  it('the end of the lease is seen, and nothing is handed over', async () => {
    const { execute, beats, waiting, connect, received, passTime } = await startSlow();
    const answer = execute();
    await until(() => waiting.length === 1);
    beats.hang();
    passTime(4_100);
    connect();
    expect(await answer).toMatchObject({ status: 503, body: { error: 'kill_switch_unknown' } });
    expect(received).toEqual([]);
  });

  it('nothing changes, and the call is handed over [AEGIS-56]', async () => {
    const { execute, waiting, connect, received, sockets } = await startSlow();
    const answer = execute();
    await until(() => waiting.length === 1);
    connect();
    await until(() => received.join('').includes(CALL));
    sockets[0]?.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    expect((await answer).status).toBe(200);
  });

  it('a connection that takes longer than a second is given up: 502', async () => {
    const { execute, received } = await startSlow();
    expect(await execute()).toMatchObject({ status: 502, body: { error: 'upstream_failed' } });
    expect(received).toEqual([]);
  });
});
