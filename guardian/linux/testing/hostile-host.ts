import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../testing/free-port';

/** A host as Core would like to get hold of it: a home, a project, services, and a process of Core's own user. */
export interface HostileHost {
  home: string;
  project: string;
  /** Core's version. */
  folder: string;
  mark: string;
  victim: ChildProcess;
  /** Every file that must not change, with its content, its rights and its times. */
  snapshot(): Record<string, string>;
  /** How often somebody reached one of the services. */
  reached(): number;
  /** Whether something listens where Core has tried to. */
  hasListener(): Promise<boolean>;
  close(): Promise<void>;
}

export async function createHostileHost(uid: number): Promise<HostileHost> {
  const base = mkdtempSync(join(tmpdir(), 'guardian-hostile-'));
  const at = (...parts: string[]) => join(base, ...parts);
  // Nothing but Core's namespaces keeps Core from these files: their rights would let it.
  chmodSync(base, 0o777);
  for (const folder of ['home', 'home/keys', 'emergency', 'project', 'version']) {
    mkdirSync(at(folder));
    chmodSync(at(folder), 0o777);
  }
  const files = [
    'home/KILL',
    'home/policy.json',
    'home/state.json',
    'home/events.log',
    'home/keys/guardian.pem',
  ];
  for (const file of [...files, 'emergency/emergency-stop', 'project/a.txt', 'open']) {
    writeFileSync(at(file), `${file} as it was`);
    chmodSync(at(file), 0o666);
  }
  symlinkSync(at('home/keys/guardian.pem'), at('project/link'));
  linkSync(at('home/policy.json'), at('project/second'));
  copyFileSync(join(import.meta.dirname, 'hostile-core.mjs'), at('version/core.mjs'));

  let reached = 0;
  const listen = async (where: { port: number; host: string } | { path: string }): Promise<Server> => {
    const server = createServer((socket) => {
      reached++;
      socket.destroy();
    }).listen(where);
    await once(server, 'listening');
    return server;
  };
  const abstract = `\0exacta-hostile-${process.pid}`;
  const tcp = await listen({ port: 0, host: '127.0.0.1' });
  const { port } = tcp.address() as AddressInfo;
  const servers = [tcp, await listen({ path: at('service.sock') }), await listen({ path: abstract })];
  chmodSync(at('service.sock'), 0o777);
  const udp = createSocket('udp4', () => reached++).bind(0, '127.0.0.1');
  await once(udp, 'listening');

  const mark = `9${process.pid}3`;
  const asUser = process.geteuid?.() === 0 ? ['setpriv', '--reuid', `${uid}`, '--clear-groups'] : [];
  const [file = '', ...args] = [...asUser, 'sleep', `8${process.pid}3`];
  const victim = spawn(file, args, { stdio: 'ignore' });
  await once(victim, 'spawn');
  const portOfCore = await freePort();
  const known = {
    home: at('home'),
    emergency: at('emergency/emergency-stop'),
    open: at('open'),
    project: at('project'),
    service: at('service.sock'),
    abstract,
    port,
    udp: udp.address().port,
    listen: portOfCore,
    mark,
    victim: victim.pid,
    guardian: process.pid,
  };
  writeFileSync(at('version/host.json'), JSON.stringify(known));
  for (const name of readdirSync(at('version'))) chmodSync(at('version', name), 0o666);

  return {
    home: at('home'),
    project: at('project'),
    folder: at('version'),
    mark,
    victim,
    snapshot: () => snapshot([base, '/etc/passwd', '/usr/bin/true', '/usr/mine', '/mine', '/core']),
    reached: () => reached,
    async hasListener() {
      const socket = createConnection(portOfCore, '127.0.0.1');
      const found = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      return found;
    },
    async close() {
      victim.kill('SIGKILL');
      udp.close();
      for (const server of servers) server.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function snapshot(roots: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string) => {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (!entry) return;
    const content = entry.isFile() ? readFileSync(path, 'base64') : '';
    found[path] = [entry.mode, entry.uid, entry.mtimeMs, entry.ctimeMs, content].join(' ');
    if (entry.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
  };
  roots.forEach(visit);
  return found;
}
