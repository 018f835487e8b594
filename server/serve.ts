import type { Store } from '../core/ports/store';
import { readConfig } from './config';
import { startControlPlane } from './control-plane';
import { createLog } from './logs';

const FIRST_ADMIN = `There are no people yet, so nobody can sign in. On this host, with the same DATA_DIR or DATABASE_URL:

  npm run kill-switch -- tenant add acme
  npm run kill-switch -- user add --tenant acme --email you@example.com --role ADMIN

The second one reads the password from standard input.
`;

/** Runs the control plane as the environment says, until it is stopped. Throws a `ConfigError` for a wrong environment. */
export async function main(
  env: NodeJS.ProcessEnv,
  { dist }: { dist: string },
): Promise<{ stop(): Promise<void> }> {
  const config = readConfig(env);
  const log = createLog(config.logLevel, 1);
  const plane = await startControlPlane(config, { log, dist });
  const { address, port } = plane.address;
  log.info({ address, port, store: config.databaseUrl === null ? 'SQLite' : 'PostgreSQL' }, 'listening');
  if (await hasNobody(plane.store)) process.stderr.write(FIRST_ADMIN);
  return {
    async stop() {
      log.info({}, 'stopping');
      await plane.stop();
      log.info({}, 'stopped');
      log.flush();
    },
  };
}

async function hasNobody(store: Store): Promise<boolean> {
  for (const { id } of await store.tenants()) {
    if ((await store.read(id, (reading) => reading.people())).length > 0) return false;
  }
  return true;
}
