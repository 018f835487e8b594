// @ts-check
// `npm start`: the control plane, a gateway, the console and three sample agents on this machine, from a fresh checkout.
import { resolve } from 'node:path';
import { ensureBuilt, ensureGuardianBuilt, guardianProgram, load } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { isPort, readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

const usage = `Usage: npm start [-- --port 5173 --data data --fresh --json]
Runs the kill switch on this machine, for this machine only: control plane, gateway and console on one port, with demo tenants,
people and agents, which really call and really are stopped, and a Guardian with a sample Core.

  --port 5173   if it is taken, the next free one is used
  --data data   the folder that everything is kept in
  --fresh       forgets what an earlier start has kept there
  --json        prints one line of JSON, when everything answers`;
const { values } = readOptions(
  usage,
  {
    port: { type: 'string', default: '5173' },
    data: { type: 'string', default: resolve(root, 'data') },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  { check: ({ port }) => (isPort(port) ? null : `--port ${port} is not a port number.`) },
);

/** @type {{ text: string, json: Record<string, unknown>, stop(): Promise<void> } | undefined} */
let running;
stopWhenTold(0, () => running?.stop());
try {
  await ensureInstalled();
  await ensureBuilt();
  await ensureGuardianBuilt();
  const { main } = await load('start');
  const { port, data: folder, fresh } = values;
  running = await main({
    port: Number(port),
    folder: resolve(folder),
    fresh,
    dist: resolve(root, 'dist'),
    guardian: guardianProgram(),
  });
  console.log(values.json ? JSON.stringify({ pid: process.pid, ...running?.json }) : running?.text);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
