import { parseArgs } from 'node:util';
import { createBackend } from './backend';
import { createDb, SEED_NAMES, type SeedName } from './db';
import { createFaults, parseFaults } from './faults';
import { ADMIN_TOKEN } from './guardian/control';
import { personas, tenants } from './personas';
import { startMockServer, type MockServer } from './server';

const usage = `Options: --port 8787 --dist dist --base / --seed ${SEED_NAMES.join('|')} --fault status:slow,toggle:500`;

const toStdout = (text: string) => void process.stdout.write(text);

/** `npm run mock-server`. `argv` is what follows the script's name. Resolves when it listens; throws on bad options. */
export async function main(argv: readonly string[], print = toStdout): Promise<MockServer> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8787' },
      dist: { type: 'string' },
      base: { type: 'string', default: '/' },
      seed: { type: 'string', default: 'demo' },
      fault: { type: 'string', default: '' },
    },
  });
  const { dist, base } = values;
  const db = await createDb({ seed: readSeed(values.seed) }, Date.now());
  const backend = createBackend({ db, faults: createFaults(parseFaults(values.fault)) });
  const port = readPort(values.port);
  const server = await startMockServer({ backend, port, base, ...(dist === undefined ? {} : { dist }) });
  print(`${describe(server.origin, values.fault)}\n`);
  return server;
}

function readSeed(text: string): SeedName {
  const seed = SEED_NAMES.find((name) => name === text);
  if (!seed) throw new Error(`Unknown seed "${text}". ${usage}`);
  return seed;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Bad port "${text}". ${usage}`);
  return port;
}

function describe(origin: string, faults: string): string {
  const tenantLines = Object.values(tenants).map(({ name, id }) => `  ${id}  ${name}`);
  const people = Object.values(personas).map((persona) => {
    const { email, password, role } = persona;
    return `  ${email.padEnd(28)} ${password.padEnd(18)} ${role}`;
  });
  const lines = [`Mock Aegis at ${origin}`, 'Tenants', ...tenantLines, 'E-mail, password, role', ...people];
  lines.push(`Host ${tenants.acme.host}, X-ADMIN-TOKEN ${ADMIN_TOKEN}`);
  return [...lines, ...(faults ? [`Faults: ${faults}`] : [])].join('\n');
}
