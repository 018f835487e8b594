import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoPeople, demoTenants } from '../core/demo/people';
import { readConfig } from './config';
import { startControlPlane } from './control-plane';
import { forget, readAgents, seedDemo, type DemoAgent } from './demo/demo-data';
import { endEarlierGuardian, startGuardian, type DemoGuardian } from './demo/start-guardian';
import { createLog } from './logs';
import { startSampleAgents } from './sample-agents/sample-agents';
import { lockFolder } from './stores/sqlite/lock';

const READY_WITHIN_MS = 15_000;
const PORTS = 50;

interface StartOptions {
  port: number;
  folder: string;
  fresh: boolean;
  /** Folder of the console's build. */
  dist: string;
  /** The file of the program `exacta-guardian`. */
  guardian: string;
}

interface Started {
  /** For a person. */
  text: string;
  /** For a program. */
  json: Record<string, unknown>;
  stop(): Promise<void>;
}

/** Starts everything on this machine, and resolves when everything answers. */
export async function main({ port, folder, fresh, dist, guardian: program }: StartOptions): Promise<Started> {
  const config = readConfig({ PORT: String(port), DATA_DIR: folder });
  // Standard output is for the address and the keys.
  const log = createLog('warn', 2);
  if (fresh) await forgetUnlessInUse(folder, program);
  const plane = await startControlPlane(config, {
    log,
    dist,
    ports: PORTS,
    prepare: (store) => seedDemo(store, folder),
  });
  const origin = `http://127.0.0.1:${plane.address.port}`;
  const agents = readAgents(folder);
  const agentsEnd = new AbortController();
  let guardian: DemoGuardian | null = null;
  const stop = async () => {
    agentsEnd.abort();
    await guardian?.stop();
    await plane.stop();
    log.flush();
  };
  try {
    await untilReady(origin);
    const { store } = plane;
    guardian = await startGuardian({ program, folder, store, tenantId: demoTenants.acme.id });
    const calling = agents.map(({ name, key }) => ({ name, key }));
    // What they are answered is for the page to show.
    void startSampleAgents({ origin, agents: calling, print: () => {}, signal: agentsEnd.signal });
    return {
      text: describe(origin, agents, guardian, folder),
      json: listAll(origin, agents, guardian),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function forgetUnlessInUse(folder: string, program: string) {
  if (!existsSync(folder)) return;
  const { unlock } = await lockFolder(folder);
  try {
    await endEarlierGuardian(program, folder);
    forget(folder);
  } finally {
    unlock();
  }
}

async function untilReady(origin: string) {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if ((await fetch(`${origin}/readyz`)).ok) return;
    await wait(50);
  }
  throw new Error(`Not everything was ready after ${READY_WITHIN_MS / 1_000} s.`);
}

const nameOf = (tenantId: string) =>
  Object.values(demoTenants).find(({ id }) => id === tenantId)?.name ?? tenantId;

const people = Object.values(demoPeople).map(({ tenantId, email, password, role }) => ({
  tenant: nameOf(tenantId),
  email,
  password,
  role,
}));

function listAll(origin: string, agents: readonly DemoAgent[], { home, pid }: DemoGuardian) {
  const tenants = Object.values(demoTenants).map(({ id, name }) => ({ id, name }));
  return { console: `${origin}/`, tenants, people, agents, guardian: { home, pid } };
}

function describe(
  origin: string,
  agents: readonly DemoAgent[],
  { home, said }: DemoGuardian,
  folder: string,
): string {
  const row = (...columns: string[]) => `    ${columns.join('  ')}`;
  const wide = Math.max(...people.map(({ email }) => email.length));
  const tenants = Object.values(demoTenants).map(({ name, displayName }) =>
    [
      `  ${displayName}, tenant ${name}`,
      ...people
        .filter(({ tenant }) => tenant === name)
        .map(({ role, email, password }) => row(role.padEnd(8), email.padEnd(wide), password)),
      ...agents
        .filter(({ tenant }) => tenant === name)
        .map((one) => row('agent   ', one.name.padEnd(wide), one.key)),
    ].join('\n'),
  );
  return `
The kill switch runs on this machine, and for this machine only.

  ${origin}/

Sign in with the tenant, the email and the password of one of these people:

${tenants.join('\n\n')}

The three sample agents call ${origin}/execute every second, until the switch of their tenant is engaged.

${said}.
It watches ${home}, where the sample Core keeps two children busy. This ends them within five seconds, and the console shows it:

  echo KILL > ${join(home, 'KILL')}

Everything is kept in ${folder}. Ctrl-C stops it.`;
}
