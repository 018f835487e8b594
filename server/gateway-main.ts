import { readConfig } from './config';
import { createTrust } from './http/client-address';
import { startHttp } from './http/server';
import { createLog, wordsOf } from './logs';
import { createMetrics } from './metrics';
import { openStore } from './open-store';
import { lateGateway } from './process-parts';

/** Runs one more gateway on the store of the environment, without the levers. Throws a `ConfigError` for a wrong environment. */
export async function main(env: NodeJS.ProcessEnv): Promise<{ stop(): Promise<void> }> {
  const config = readConfig(env);
  const log = createLog(config.logLevel, 1);
  const { store, openBeats } = await openStore(config);
  const beats = await openBeats();
  const gateway = lateGateway(beats, config, log);
  const metrics = createMetrics({ store, gateway, leaseMs: config.leaseMs });
  const closeStore = async () => {
    await beats.close();
    await store.close();
  };
  try {
    const http = await startHttp(
      {
        api: null,
        gateway,
        site: null,
        isReady: async () => gateway.isReady(),
        metrics:
          config.metricsToken === null ? null : { token: config.metricsToken, read: () => metrics.read() },
        trusted: createTrust(config.trustedProxies),
        failed: (error) => log.error({ error: wordsOf(error) }, 'failed'),
      },
      { port: config.port, host: config.host },
    );
    gateway.begin(http.address);
    log.info({ address: http.address.address, port: http.address.port }, 'listening');
    return {
      async stop() {
        await http.stop();
        await gateway.stop();
        await closeStore();
        log.info({}, 'stopped');
        log.flush();
      },
    };
  } catch (error) {
    await closeStore();
    throw error;
  }
}
