// @ts-check
// `npm run serve`: the control plane, with a gateway and the console, from the environment.
import { resolve } from 'node:path';
import { ensureBuilt, load } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { root, stopWhenTold } from './process.mjs';

const usage = `Usage: npm run serve
Runs the control plane: the levers, a gateway and the console. It is set by variables of the environment.

  PORT=8080                 HOST=127.0.0.1         where it listens
  DATA_DIR=data             the folder of its keys, and of its SQLite store
  DATABASE_URL              postgres://…: PostgreSQL instead of SQLite
  EXECUTE_UPSTREAM          where allowed calls of agents are handed to; UPSTREAM_SECRET signs them
  LEASE_MS=4000             1000 to 4000: a gateway refuses after so long without the store
  GATEWAY_NAME              by default this machine's name and the port
  WEBHOOK_URL               gets a message for each toggle; WEBHOOK_SECRET signs it
  TRUSTED_PROXIES           addresses and subnets whose X-Forwarded-For is believed
  METRICS_TOKEN             shows /metrics to whoever sends it as a bearer token
  LOG_LEVEL=info            fatal, error, warn, info, debug, trace, silent
  ENGAGE_RATE=20:20  RELEASE_RATE=5:50  READ_RATE=50:200   by person: requests a second, and how many at once
  SIGN_IN_RATE=0.5:30       by address
  AGENT_RATE=off            by agent

docs/operate.md says more.`;
readOptions(usage, {});

/** @type {{ stop(): Promise<void> } | undefined} */
let running;
stopWhenTold(0, () => running?.stop());
try {
  await ensureInstalled();
  await ensureBuilt();
  const { main } = await load('serve');
  running = await main(process.env, { dist: resolve(root, 'dist') });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof Error && error.name === 'ConfigError' ? 2 : 1);
}
