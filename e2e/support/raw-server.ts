import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { TestServer } from './test-server';

export type Asked = { incoming: IncomingMessage; outgoing: ServerResponse; pass: () => Promise<Passed> };
/** An answer of the server behind, to be passed on now, later, changed, or never. */
export type Passed = { status: number; headers: Record<string, string | string[]>; body: Buffer };
/**
 * What to do with each request, by method and the beginning of its path, such as `GET /decision/`. The effect is asked for
 * beside the switch, and what is wrong with one is not wrong with the other: it has a row of its own, `GET effect`.
 */
export type Table = Record<string, (asked: Asked) => Promise<void> | void>;

export interface RawServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * A server in front of a test's own server, for what no fault of the mock can do: it gives false answers, reorders and
 * stalls.
 */
export async function startRawServer(behind: TestServer, table: Table): Promise<RawServer> {
  const server = createServer((incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy());
    const call = `${incoming.method} ${incoming.url}`;
    const handle = call.endsWith('/effect')
      ? table['GET effect']
      : Object.entries(table).find(([start]) => call.startsWith(start))?.[1];
    const pass = () => passOn(incoming, behind.origin);
    const work = handle
      ? handle({ incoming, outgoing, pass })
      : pass().then((passed) => sendOn(outgoing, passed));
    Promise.resolve(work).catch(() => outgoing.destroy());
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

export function sendOn(outgoing: ServerResponse, { status, headers, body }: Passed) {
  outgoing.writeHead(status, { ...headers, connection: 'close' }).end(body);
}

export function sendJson(outgoing: ServerResponse, status: number, body: unknown) {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  sendOn(outgoing, { status, headers, body: Buffer.from(JSON.stringify(body)) });
}

async function passOn(incoming: IncomingMessage, origin: string): Promise<Passed> {
  const { method, headers, url = '' } = incoming;
  const onward = send(origin + url, { method, headers: { ...headers, connection: 'close' } });
  incoming.pipe(onward);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  const kept = Object.entries(answer.headers).filter(
    ([name]) => !['connection', 'keep-alive'].includes(name),
  );
  return {
    status: answer.statusCode ?? 502,
    headers: Object.fromEntries(kept) as Passed['headers'],
    body: Buffer.concat(chunks),
  };
}
