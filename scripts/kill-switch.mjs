// @ts-check
// `npm run kill-switch -- COMMAND`: tenants, people, agents, and the switch itself, on the store's own host.
import { ensureBuilt, load } from './build.mjs';
import { ensureInstalled } from './install.mjs';

try {
  await ensureInstalled();
  await ensureBuilt({ console: false });
  const { main } = await load('kill-switch');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
