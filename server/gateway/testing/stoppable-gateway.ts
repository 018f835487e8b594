import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGateway } from '../create-gateway';
import { createFakeBeats } from './fake-beats';
import { listen } from './listen';

export interface StoppableOptions {
  /** It has `engaged` or `disengaged`. */
  switchFile: string;
  /** Null for a gateway that answers by itself. */
  upstream: string | null;
  leaseMs: number;
}

/** Says its port to its parent, and `connecting` for each call; it connects to the upstream when the parent says so. */
export async function start({ switchFile, upstream, leaseMs }: StoppableOptions): Promise<void> {
  const beats = createFakeBeats();
  const beat = beats.beat;
  let engaged = false;
  beats.beat = (report) => {
    const now = readFileSync(switchFile, 'utf8') === 'engaged';
    if (now !== engaged) beats.toggle((engaged = now), true);
    return beat(report);
  };
  const nothing = { info: () => undefined, warn: () => undefined };
  const gateway = createGateway({
    beats,
    name: 'stoppable',
    leaseMs,
    upstream: upstream === null ? null : new URL(upstream),
    upstreamSecret: 'secret',
    agentRate: null,
    log: nothing,
    // This test is about the lease, so the connection may take as long as the process stands still.
    times: { connectMs: 60_000 },
    lookup(_name, _options, found) {
      process.once('message', () => found(null, [{ address: '127.0.0.1', family: 4 }]));
      process.send?.('connecting');
    },
  });
  const server = createServer((request, response) => gateway.handle(request, response));
  process.send?.({ port: await listen(server) });
}
