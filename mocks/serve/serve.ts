import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackend } from '../backend';
import { SEED_NAMES, type SeedName } from '../db';
import { createDb } from '../seeds/create-db';
import { createFaults, parseFaults, type Faults } from '../faults/faults';
import { ADMIN_TOKEN } from '../host/create-host';
import { personas, tenants } from '../seeds/personas';
import { startMockServer, type MockServer } from './server';

const usage = `Options: --port 8787 --dist dist --base / --seed ${SEED_NAMES.join('|')} --fault status:slow,toggle:500`;

const toStdout = (text: string) => void process.stdout.write(text);

/** The options cannot be used as given; nothing has been started. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * `npm run mock-server`. `argv` is what follows the script's name. Resolves when the server listens; throws on invalid
 * options.
 */
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
  const [seed, faults, port] = [readSeed(values.seed), readFaults(values.fault), readPort(values.port)];
  if (dist !== undefined && !existsSync(join(dist, 'index.html')))
    throw new UsageError(`--dist ${dist} has no index.html. Run the build first. ${usage}`);
  const db = createDb({ seed }, Date.now());
  const backend = createBackend({ db, faults });
  const server = await startMockServer({ backend, port, base, ...(dist === undefined ? {} : { dist }) });
  print(`${describe(server.origin, values.fault)}\n`);
  return server;
}

function readSeed(text: string): SeedName {
  const seed = SEED_NAMES.find((name) => name === text);
  if (!seed) throw new UsageError(`Unknown seed "${text}". ${usage}`);
  return seed;
}

function readFaults(text: string): Faults {
  try {
    return createFaults(parseFaults(text));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`Bad port "${text}". ${usage}`);
  return port;
}

function describe(origin: string, faults: string): string {
  const tenantLines = Object.values(tenants).map(({ name, id }) => `  ${id}  ${name}`);
  const people = Object.values(personas).map((persona) => {
    const { email, password, role } = persona;
    return `  ${email.padEnd(28)} ${password.padEnd(18)} ${role}`;
  });
  const lines = [`Mock Aegis at ${origin}`, 'Tenants', ...tenantLines, 'Email, password, role', ...people];
  lines.push(`Host ${tenants.acme.host}, X-ADMIN-TOKEN ${ADMIN_TOKEN}`);
  return [...lines, ...(faults ? [`Faults: ${faults}`] : [])].join('\n');
}
