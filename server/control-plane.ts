import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { makeCheckpoint } from '../core/audit/bundle/evidence';
import { createApi } from '../core/http/create-api';
import type { ApiEvent } from '../core/ports/ports';
import type { Store } from '../core/ports/store';
import type { Config } from './config';
import { startEffectRecorder } from './effect-recorder';
import { createTrust } from './http/client-address';
import { within } from './gateway/within';
import { startHttp } from './http/server';
import { sessionCookie } from './http/session-cookie';
import { loadSite } from './http/site';
import { verifyPassword } from './identity/passwords';
import { newSessionToken } from './identity/tokens';
import { createHosts } from './hosts/hosts';
import { startHostWatch } from './hosts/host-watch';
import { openSecret } from './keys';
import { logEvent, wordsOf, type Log } from './logs';
import { createMetrics } from './metrics';
import { openStore } from './open-store';
import { keptFor, lateGateway } from './process-parts';
import { nodeSha256 } from './sha256';
import { openSigningKeys } from './signing-keys';
import { lockFolder } from './stores/sqlite/lock';
import { startWebhook } from './webhook/sender';

const READY_FOR_MS = 500;
/** For each part that is stopped. Requests in flight have 8 s. */
const STOP_MS = 9_000;

export interface ControlPlane {
  address: AddressInfo;
  store: Store;
  /** Finishes what is in flight, and leaves nothing open. */
  stop(): Promise<void>;
}

export interface ControlPlaneOptions {
  log: Log;
  /** Folder of the console's build. */
  dist: string;
  /** How many ports to try, from the configured one on. */
  ports?: number;
  /** Called with the open store, before anybody can ask for anything. */
  prepare?(store: Store): Promise<void>;
}

/** Starts the levers, a gateway and the console on one port. Throws when another one has the folder, or the port is taken. */
export async function startControlPlane(config: Config, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { log, dist, ports = 1, prepare } = options;
  const closing: (() => unknown)[] = [];
  const stop = async () => {
    // A store that hangs must not keep this process from ending.
    for (const close of closing.splice(0).toReversed()) await within(STOP_MS, Promise.resolve(close()));
  };
  try {
    if (config.databaseUrl === null) {
      mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
      const { unlock } = await lockFolder(config.dataDir);
      closing.push(unlock);
    }
    const { store, openBeats } = await openStore(config);
    closing.push(() => store.close());
    await prepare?.(store);
    const { signer, retired } = openSigningKeys(config.dataDir);
    const signing = { signer, retired, newId: randomUUID, sha256: nodeSha256 };
    const beats = await openBeats();
    closing.push(() => beats.close());
    const gateway = lateGateway(beats, config, log);
    const metrics = createMetrics({ store, gateway, leaseMs: config.leaseMs });
    const failed = (error: unknown) => log.error({ error: wordsOf(error) }, 'failed');
    const recorder = startEffectRecorder(store, { leaseMs: config.leaseMs, failed });
    closing.push(() => recorder.stop());
    closing.push(beats.onToggle(() => recorder.toggled()));
    const watch = startHostWatch({ store, log, failed });
    closing.push(() => watch.stop());
    if (config.webhook) {
      const webhook = startWebhook({
        outbox: store,
        url: config.webhook.url,
        secret: config.webhook.secret ?? openSecret(config.keysDir, 'webhook-secret'),
        checkpoint: (tenantId) => makeCheckpoint(store, tenantId, signing),
        done(outcome, { id, tenantId, tries }, why) {
          metrics.webhook(outcome);
          log[outcome === 'delivered' ? 'info' : 'warn']({ id, tenantId, tries, why }, `webhook ${outcome}`);
        },
      });
      closing.push(() => webhook.stop());
    }
    const api = createApi({
      store,
      signer,
      retiredSigners: retired,
      newId: randomUUID,
      sha256: nodeSha256,
      newToken: newSessionToken,
      verifyPassword,
      cookie: sessionCookie,
      hosts: createHosts({ store, acted: (host) => watch.lookAt(host) }),
      ssoProviders: [],
      limits: config.limits,
      announces: config.webhook !== null,
      leaseMs: config.leaseMs,
      wallClock: () => Date.now(),
      monotonic: () => performance.now(),
      observe(event: ApiEvent) {
        logEvent(log, event);
        metrics.observe(event);
      },
    });
    const site = await loadSite(dist);
    if (!site) log.warn({}, 'there is no build of the console, so there are only the calls of the API');
    const http = await startHttp(
      {
        api,
        gateway,
        site,
        isReady: keptFor(READY_FOR_MS, async () => gateway.isReady() && (await store.isReady())),
        metrics:
          config.metricsToken === null ? null : { token: config.metricsToken, read: () => metrics.read() },
        trusted: createTrust(config.trustedProxies),
        failed,
      },
      { port: config.port, host: config.host, ports },
    );
    closing.push(() => gateway.stop());
    closing.push(() => http.stop());
    gateway.begin(http.address);
    return { address: http.address, store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
