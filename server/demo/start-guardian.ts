import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { parseObject } from '../../core/text/json-object';
import type { Store } from '../../core/ports/store';
import { registerHost } from '../hosts/register-host';

const run = promisify(execFile);
const READY_WITHIN_MS = 20_000;
const LOOPBACK = '127.0.0.1';

interface GuardianOptions {
  /** The file of the program `exacta-guardian`. */
  program: string;
  /** The data folder; the home stands in it. */
  folder: string;
  store: Store;
  /** The tenant whose host this machine is. */
  tenantId: string;
}

export interface DemoGuardian {
  home: string;
  pid: number;
  /** What it said about itself when it was ready: its mode, and how it holds Core. */
  said: string;
  stop(): Promise<void>;
}

const homeIn = (folder: string) => join(folder, 'guardian');

/** A start that was killed could not stop its Guardian, which works on in this folder. */
export async function endEarlierGuardian(program: string, folder: string): Promise<void> {
  const home = homeIn(folder);
  if (!existsSync(join(home, 'running'))) return;
  const said = ['--yes', '--reason', 'npm start starts another Guardian'];
  await run(process.execPath, [program, '--stop', '--home', home, ...said]);
}

/**
 * Starts a Guardian with the sample Core on this machine, in the data folder, and makes it a host of the tenant. It is not
 * started again when it ends: so that everybody can see what the console says then. An installed one has a supervisor.
 */
export async function startGuardian({
  program,
  folder,
  store,
  tenantId,
}: GuardianOptions): Promise<DemoGuardian> {
  const home = homeIn(folder);
  await endEarlierGuardian(program, folder);
  if (!existsSync(home)) await run(process.execPath, [program, '--init', '--home', home]);
  const port = await freePort();
  await introduce(store, { tenantId, home, url: `http://${LOOPBACK}:${port}` });
  const args = [program, '--daemon', '--home', home, '--port', String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  // Whatever ends this process before it could stop everything.
  process.once('exit', () => child.kill('SIGTERM'));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { home, pid: child.pid ?? 0, said: await readyLine(child), stop };
  } catch (error) {
    if (child.exitCode === null) await stop();
    throw error;
  }
}

/** Makes the Guardian of this home known to the control plane, and the other way round. */
async function introduce(store: Store, way: { tenantId: string; home: string; url: string }): Promise<void> {
  const { tenantId, home, url } = way;
  const note = parseObject(readFileSync(join(home, 'home.json'), 'utf8'));
  const name = String(note?.['host']);
  const pem = readFileSync(join(home, 'guardian-public.pem'), 'utf8');
  const publicKey = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  const token = await store.transaction(tenantId, async (tx) => {
    const known = (await tx.hosts()).find((host) => host.name === name && !host.removed);
    if (known?.publicKey === publicKey) {
      await tx.saveHost({ ...known, url });
      return known.token;
    }
    // A home of another key was here before: its host is another one.
    if (known) await tx.saveHost({ ...known, removed: true });
    return (await registerHost(tx, { tenantId, name, url, controlUrl: null, publicKey }))?.token ?? null;
  });
  if (token === null) throw new Error(`The host ${name} could not be added.`);
  const file = join(home, 'keys', 'host-token');
  writeFileSync(`${file}.new`, `${token}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  // A server that listens at a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The line that says that everything is decided and Core may run. Rejects with what it said when it ends before. */
function readyLine(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (!stderr) return Promise.reject(new Error('The Guardian has no output.'));
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const give = (why: string) => reject(new Error(`The Guardian ${why}. ${said.join(' ')}`));
    const timer = setTimeout(() => give(`was not ready after ${READY_WITHIN_MS / 1_000} s`), READY_WITHIN_MS);
    // Read to the end, or a full pipe would hold it up.
    createInterface(stderr).on('line', (line) => {
      said.push(line);
      if (said.length > 20) said.shift();
      if (!line.startsWith('Guardian of ')) return;
      clearTimeout(timer);
      resolve(line);
    });
    child.on('error', (error) => give(`could not be started: ${error.message}`));
    child.on('exit', () => {
      clearTimeout(timer);
      give('ended');
    });
  });
}
