import { hostname } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { Beats } from '../core/ports/store';
import type { Config } from './config';
import { createGateway, type Gateway } from './gateway/create-gateway';
import { refuse } from './http/send';
import type { HttpParts } from './http/server';
import { openSecret } from './keys';
import type { Log } from './logs';

/** A gateway that begins when the server listens, because its name says where. Until then every call is refused. */
export function lateGateway(beats: Beats, config: Config, log: Log) {
  let gateway: Gateway | null = null;
  const handle: HttpParts['gateway']['handle'] = (incoming, outgoing) => {
    if (gateway) return gateway.handle(incoming, outgoing);
    refuse(outgoing, 503, 'kill_switch_unknown', { 'Retry-After': '1' });
  };
  return {
    handle,
    isReady: () => gateway?.isReady() ?? false,
    decisions: () => gateway?.decisions() ?? {},
    begin({ port }: AddressInfo) {
      gateway = createGateway({
        beats,
        name: config.gatewayName ?? `${hostname()}:${port}`,
        leaseMs: config.leaseMs,
        upstream: config.upstream === null ? null : new URL(config.upstream),
        upstreamSecret: config.upstream === null ? null : upstreamSecret(config, log),
        agentRate: config.agentRate,
        log,
      });
    },
    stop: async () => gateway?.stop(),
  };
}

/** The upstream must accept only the gateway, so there is a secret even when nobody chose one. */
function upstreamSecret({ upstreamSecret: given, keysDir }: Config, log: Log): string {
  if (given !== null) return given;
  log.warn({}, 'UPSTREAM_SECRET is not set: the one in keys/upstream-secret of the data folder is used');
  return openSecret(keysDir, 'upstream-secret');
}

/** The same answer for a moment: a question costs a write, and nobody has to prove anything to ask it. */
export function keptFor(ms: number, ask: () => Promise<boolean>): () => Promise<boolean> {
  let kept: { at: number; answer: Promise<boolean> } | null = null;
  return () => {
    const at = performance.now();
    if (!kept || at - kept.at > ms) kept = { at, answer: ask().catch(() => false) };
    return kept.answer;
  };
}
