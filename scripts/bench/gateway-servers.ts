// One of the two servers that scripts/bench/gateway.mjs compares: `gateway`, or `hono`, which answers the same and decides
// nothing. The gateway stands behind the HTTP server that agents really call.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createGateway } from '../../server/gateway/create-gateway';
import { createFakeBeats } from '../../server/gateway/testing/fake-beats';
import { startHttp } from '../../server/http/server';

process.on('message', () => process.send?.(process.cpuUsage()));

if (process.argv[2] === 'gateway') {
  const nothing = { info: () => undefined, warn: () => undefined };
  const gateway = createGateway({
    beats: createFakeBeats(),
    name: 'bench',
    leaseMs: 4_000,
    upstream: null,
    upstreamSecret: null,
    agentRate: null,
    log: nothing,
  });
  const parts = { api: null, gateway, site: null, metrics: null, isReady: async () => true };
  const http = await startHttp(
    { ...parts, trusted: () => false, failed: () => undefined },
    { port: 0, host: '127.0.0.1' },
  );
  process.send?.(http.address.port);
} else {
  const app = new Hono();
  app.post('/execute', async (context) => {
    const { tool } = await context.req.json<{ tool: string }>();
    const data = { request_id: 'none', agent: 'mail', tool };
    return context.json({ success: true, data, error: null, meta: null });
  });
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.(port));
}
