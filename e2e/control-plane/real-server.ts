import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');
const { PATH = '', HOME = '' } = process.env;

/** What `npm start -- --json` prints. */
interface Started {
  pid: number;
  console: string;
  tenants: { id: string; name: string }[];
  people: { tenant: string; email: string; password: string; role: string }[];
  agents: { tenant: string; name: string; key: string }[];
  guardian: { home: string; pid: number };
}

/** The real thing, on a data folder of its own. */
export interface RealServer {
  readonly origin: string;
  /** The Guardian of this machine: the folder that it watches, and its process. */
  readonly guardian: { home: string; pid: number };
  /** The first one with this role, in this tenant if one is named. */
  person(role: string, tenant?: string): { tenantId: string; email: string; password: string };
  /** The id of the tenant with this name. */
  tenant(name: string): string;
  /** Calls a tool as the first agent, and resolves to the status and the error. */
  call(): Promise<{ status: number; error: string | null }>;
  /** As if the power failed. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  startAgain(): Promise<void>;
  /** `npm run kill-switch -- …` on the server's host. Resolves to its exit code. */
  command(args: string[], input?: string): Promise<number | null>;
  stop(): Promise<void>;
}

export async function startRealServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'real-server-'));
  let child: ChildProcess;
  let started: Started;
  const begin = async (port: string) => {
    const args = [join(root, 'scripts/start.mjs'), '--port', port, '--data', folder, '--json'];
    child = spawn(process.execPath, args, {
      cwd: root,
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started = await firstLine(child);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'exit');
    child.kill(signal);
    await closed;
  };
  await begin('0');
  const origin = () => new URL(started.console).origin;
  return {
    get origin() {
      return origin();
    },
    get guardian() {
      return started.guardian;
    },
    person(role, tenant) {
      const found = started.people.find(
        (person) => person.role === role && person.tenant === (tenant ?? person.tenant),
      );
      if (!found) throw new Error(`Nobody is ${role}`);
      return { ...found, tenantId: found.tenant };
    },
    tenant(name) {
      const found = started.tenants.find((tenant) => tenant.name === name);
      if (!found) throw new Error(`There is no tenant ${name}`);
      return found.id;
    },
    async call() {
      const response = await fetch(`${origin()}/execute`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${started.agents[0]?.key}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ tool: 'refund', arguments: {} }),
      });
      const { error }: { error: string | null } = await response.json();
      return { status: response.status, error };
    },
    async kill() {
      killProcess(started.guardian.pid);
      await end('SIGKILL');
    },
    startAgain: () => begin(new URL(started.console).port),
    async command(args, input = '') {
      const command = spawn(process.execPath, [join(root, 'scripts/kill-switch.mjs'), ...args], {
        cwd: root,
        env: { PATH, HOME, DATA_DIR: folder },
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      command.stdin?.end(input);
      const [code]: (number | null)[] = await once(command, 'exit');
      return code ?? null;
    },
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It may have ended before. */
function killProcess(pid: number) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The one line on standard output that is JSON. */
async function firstLine({ stdout }: ChildProcess): Promise<Started> {
  if (!stdout) throw new Error('There is no output to read.');
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('{')) return JSON.parse(line);
  }
  throw new Error('The server ended before it was there.');
}
