import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CALL, send, until, type Answer } from './testing/gateway-server';
import { listen } from './testing/listen';
import type { StoppableOptions } from './testing/stoppable-gateway';

const LEASE_MS = 1_000;
const PROGRAM = fileURLToPath(new URL('testing/gateway-process.mjs', import.meta.url));

/** A gateway in a process of its own, which can be stopped as `kill -STOP` does, and its switch in a file. */
async function start(withUpstream: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'stopped-gateway-'));
  const switchFile = join(folder, 'switch');
  const set = (state: 'engaged' | 'disengaged') => writeFileSync(switchFile, state);
  set('disengaged');

  const received: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket
      .on('error', () => undefined)
      .on('data', (part) => {
        received.push(part.toString());
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
      });
  });
  const upstream = withUpstream ? `http://upstream.example:${await listen(server)}/` : null;
  const options: StoppableOptions = { switchFile, upstream, leaseMs: LEASE_MS };
  const child = fork(PROGRAM, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const said: unknown[] = [];
  child.on('message', (message) => said.push(message));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => (server.listening ? server.close(done) : done(null)));
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  });

  await until(() => said.length > 0, 60_000);
  const { port } = said.shift() as { port: number };
  let ready = await send(port, '/authz', {});
  while (ready.status !== 200) ready = await send(port, '/authz', {});
  return { child, port, said, set, received };
}

function end(child: ChildProcess) {
  if (child.exitCode !== null) return null;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  return ended;
}

/** Stops the process, engages, waits for longer than the lease, and lets the process go on after `meanwhile`. */
async function engageWhileStopped(
  { child, set }: Pick<Awaited<ReturnType<typeof start>>, 'child' | 'set'>,
  meanwhile: () => void,
) {
  child.kill('SIGSTOP');
  await until(() => / \(.*\) T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8')));
  set('engaged');
  const engagedAt = performance.now();
  await until(() => performance.now() - engagedAt > LEASE_MS + 50);
  meanwhile();
  child.kill('SIGCONT');
}

const execute = (port: number): Promise<Answer> => send(port, '/execute', { method: 'POST', body: CALL });

describe('a gateway that is stopped for longer than its lease while somebody engages', () => {
  it('hands nothing over when it goes on between the verdict and the connection to the upstream [AEGIS-03, AEGIS-04]', async () => {
    const gateway = await start(true);
    const { child, port, said, received } = gateway;

    const first = execute(port);
    await until(() => said.length === 1);
    child.send('connect');
    expect((await first).status).toBe(200);
    expect(received.splice(0).join('')).toContain(CALL);

    const second = execute(port);
    await until(() => said.length === 2);
    await engageWhileStopped(gateway, () => child.send('connect'));
    expect([403, 503]).toContain((await second).status);
    expect(received).toEqual([]);
  });

  it('allows nothing when the rest of the call has come meanwhile [AEGIS-03, AEGIS-04]', async () => {
    const gateway = await start(false);
    const socket = connect(gateway.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let got = '';
    socket.setEncoding('utf8').on('data', (part) => (got += part));
    const head = `POST /execute HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ksa_mail\r\nContent-Length: ${CALL.length}`;
    await new Promise<void>((done) => socket.write(`${head}\r\n\r\n${CALL.slice(0, 5)}`, () => done()));
    await engageWhileStopped(gateway, () => socket.write(CALL.slice(5)));
    await until(() => got.includes('kill_switch_'));
    expect(got).toMatch(/^HTTP\/1.1 (403|503) /);
  });
});
