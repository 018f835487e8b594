// @ts-check
// `npm run gateway`: one more gateway on the same store.
import { ensureBuilt, load } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { readOptions } from './options.mjs';
import { stopWhenTold } from './process.mjs';

const usage = `Usage: npm run gateway
Runs one more gateway for agents (/execute and /authz), without the levers and the console, on the store of the control plane.
It is set by the variables of the environment that \`npm run serve -- --help\` lists: PORT, HOST, GATEWAY_NAME, DATABASE_URL or
DATA_DIR, EXECUTE_UPSTREAM, UPSTREAM_SECRET, LEASE_MS, AGENT_RATE, METRICS_TOKEN, LOG_LEVEL.`;
readOptions(usage, {});

/** @type {{ stop(): Promise<void> } | undefined} */
let running;
stopWhenTold(0, () => running?.stop());
try {
  await ensureInstalled();
  await ensureBuilt();
  const { main } = await load('gateway-main');
  running = await main(process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof Error && error.name === 'ConfigError' ? 2 : 1);
}
