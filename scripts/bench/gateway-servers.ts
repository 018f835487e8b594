// One of the two servers that scripts/bench/gateway.mjs compares: `gateway`, or `hono`, which answers the same and decides
// nothing.
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createGateway } from '../../server/gateway/create-gateway';
import { createFakeBeats } from '../../server/gateway/testing/fake-beats';
import { listen } from '../../server/gateway/testing/listen';

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
  const server = createServer((request, response) => gateway.handle(request, response));
  process.send?.(await listen(server));
} else {
  const app = new Hono();
  app.post('/execute', async (context) => {
    const { tool } = await context.req.json<{ tool: string }>();
    const data = { request_id: 'none', agent: 'mail', tool };
    return context.json({ success: true, data, error: null, meta: null });
  });
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.(port));
}
