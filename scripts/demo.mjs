// @ts-check
// `npm run demo`: the console on its mocks, in the browser alone. `npm run demo -- --port 8080` chooses the port.
import { ensureInstalled } from './install.mjs';
import { isPort, readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

/** @typedef {{ tenantId: string, email: string, password: string, role: string }} Persona */
/** @typedef {{ personas: Record<string, Persona>, tenants: Record<string, { id: string, name: string }> }} DemoPeople */

const usage = `Usage: npm run demo [-- --port 5173]
Shows the console on its mocks, in the browser. If the port is taken, the next free one is used.`;
const { values } = readOptions(
  usage,
  { port: { type: 'string', default: '5173' } },
  { check: ({ port: asked }) => (isPort(asked) ? null : `--port ${asked} is not a port number.`) },
);

stopWhenTold(0);
try {
  await ensureInstalled();
  await start(Number(values.port));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {number} port the first port to try; the next free one is taken */
async function start(port) {
  const { createServer, runnerImport } = await import('vite');
  const { module } = await runnerImport('./mocks/seeds/personas.ts', { root, logLevel: 'error' });
  const { personas, tenants } = /** @type {DemoPeople} */ (module);

  const server = await createServer({
    root,
    mode: 'demo',
    logLevel: 'warn',
    clearScreen: false,
    // 127.0.0.1 and not a name, so that the printed address is the one listened on, whatever `localhost` resolves to.
    server: { host: '127.0.0.1', port, strictPort: false },
  });
  await server.listen();
  console.log(`
Kill Switch Console, on mocks: no real agent is stopped here.

  ${server.resolvedUrls?.local[0]}

Sign in with the tenant ID, the email and the password of one of these demo people:

${listByTenant(Object.values(personas), Object.values(tenants))}

Ctrl-C stops it.`);
}

/**
 * @param {Persona[]} people
 * @param {{ id: string, name: string }[]} tenants
 */
function listByTenant(people, tenants) {
  const wide = (/** @type {'role' | 'email'} */ key) =>
    Math.max(...people.map((person) => person[key].length)) + 2;
  const [role, email] = [wide('role'), wide('email')];
  const line = (/** @type {Persona} */ person) =>
    `    ${person.role.padEnd(role)}${person.email.padEnd(email)}${person.password}`;
  return tenants
    .map(({ id, name }) =>
      [`  ${name}, tenant ID ${id}`, ...people.filter((p) => p.tenantId === id).map(line)].join('\n'),
    )
    .join('\n\n');
}
