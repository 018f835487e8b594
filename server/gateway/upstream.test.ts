import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GatewayTimes } from './create-gateway';
import { requestHeaders } from './upstream-headers';
import { ACME } from './testing/fake-beats';
import { CALL, startTestGateway } from './testing/gateway-server';
import { listen } from './testing/listen';

const SECRET = 'upstream-secret';

/** A gateway before an upstream that answers as `answer` says, and what arrived there. */
async function start(answer: RequestListener, times: Partial<GatewayTimes> = {}) {
  const arrived: { request: IncomingMessage; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      arrived.push({ request, body });
      answer(request, response);
    });
  });
  const upstream = new URL(`http://127.0.0.1:${await listen(server)}/run?fixed=1`);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const test = await startTestGateway({ upstream, upstreamSecret: SECRET, times });
  return { ...test, arrived };
}

const ok: RequestListener = (_request, response) => void response.end('{"done":true}');

describe('a call that is handed over', () => {
  it('arrives as it was sent, at the fixed address, with its agent, tenant and request id', async () => {
    const { execute, arrived } = await start(ok);
    const headers = { 'X-Request-ID': 'run-1', 'Content-Type': 'application/json', traceparent: '00-1' };
    expect(await execute({ key: 'ksa_billing', headers })).toMatchObject({
      status: 200,
      body: { done: true },
    });
    const [{ request, body } = { request: null, body: '' }] = arrived;
    expect([request?.method, request?.url, body]).toEqual(['POST', '/run?fixed=1', CALL]);
    expect(request?.headers).toMatchObject({
      'x-agent': 'billing%20%26%20more',
      'x-tenant-id': ACME,
      'x-request-id': 'run-1',
      'content-type': 'application/json',
      traceparent: '00-1',
      connection: 'close',
    });
  });

  it('is signed with the time, so that the upstream can refuse what others send, and what is old', async () => {
    const { execute, arrived } = await start(ok);
    const before = Math.floor(Date.now() / 1_000);
    await execute({ headers: { 'X-Request-ID': 'run-2' } });
    const sent = arrived[0]?.request.headers['x-gateway-signature']?.toString() ?? '';
    const [, time = '', signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(sent) ?? [];
    expect(Number(time)).toBeGreaterThanOrEqual(before);
    const signed = `${time}\n${ACME}\nmail\nrun-2\n${CALL}`;
    expect(signature).toBe(createHmac('sha256', SECRET).update(signed).digest('hex'));
  });

  it('brings neither the agent’s key nor cookies, and nothing that the agent invented', async () => {
    const { execute, arrived } = await start(ok);
    const headers = {
      Cookie: 'acp_token=x',
      'Proxy-Authorization': 'Basic x',
      'X-Agent': 'admin',
      X_Agent: 'admin',
      'X-Gateway-Signature': 't=1,v1=0',
      'X-Hop': '1',
      Connection: 'close, x-hop',
    };
    await execute({ headers });
    const names = Object.keys(arrived[0]?.request.headers ?? {});
    for (const name of ['authorization', 'cookie', 'proxy-authorization', 'x_agent', 'x-hop']) {
      expect(names).not.toContain(name);
    }
    expect(arrived[0]?.request.headers['x-agent']).toBe('mail');
    expect(arrived[0]?.request.headers['x-gateway-signature']).not.toContain('t=1,');
  });

  it('gets the upstream’s own status, headers and body, but no cookie and no age', async () => {
    const { execute } = await start((_request, response) => {
      const headers = { 'Set-Cookie': 'acp_token=x', 'Cache-Control': 'max-age=60', 'X-Cost': '5' };
      response.writeHead(418, { ...headers, 'Content-Type': 'application/json' }).end('{"tea":true}');
    });
    const { status, body, headers } = await execute();
    expect([status, body]).toEqual([418, { tea: true }]);
    expect(headers['x-cost']).toBe('5');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('an upstream that does not do its part', () => {
  it('that redirects would lead round the gateway: 502', async () => {
    const { execute, arrived } = await start((_request, response) => {
      response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end();
    });
    expect(await execute()).toMatchObject({ status: 502, body: { error: 'upstream_failed' } });
    expect(arrived).toHaveLength(1);
  });

  it('that is not there: 502, and the call counts as neither allowed nor refused', async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((done) => gone.close(done));
    const upstream = new URL(`http://127.0.0.1:${port}`);
    const { execute, gateway } = await startTestGateway({ upstream, upstreamSecret: SECRET });
    expect(await execute()).toMatchObject({ status: 502, body: { error: 'upstream_failed' } });
    expect(gateway.decisions()).toEqual({});
  });

  it('that hangs up: 502, and the call is not sent a second time', async () => {
    const { execute, arrived } = await start((request) => void request.socket.destroy());
    expect(await execute()).toMatchObject({ status: 502, body: { error: 'upstream_failed' } });
    expect(arrived).toHaveLength(1);
  });

  it('that is silent: 504', async () => {
    const { execute } = await start(() => undefined, { silentMs: 50 });
    expect(await execute()).toMatchObject({ status: 504, body: { error: 'upstream_timeout' } });
  });

  it('that breaks off in its answer: the agent’s answer breaks off, too', async () => {
    const { execute } = await start((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"half":', () => response.destroy());
    });
    await expect(execute()).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });
});

it('two calls have the same signature only when agent, tenant, id, body and second are the same', () => {
  const agent = { tenantId: 't', name: 'a', host: null };
  const handed = { requestId: 'r', agent, body: Buffer.from('b') };
  const sign = (part: Partial<typeof handed>, seconds = 1, secret = 's') =>
    requestHeaders({}, { ...handed, ...part }, secret, seconds)['x-gateway-signature'];
  const others = [
    sign({ requestId: 'r2' }),
    sign({ agent: { ...agent, name: 'a\nr' } }),
    sign({ agent: { ...agent, tenantId: 't2' } }),
    sign({ body: Buffer.from('c') }),
    sign({}, 2),
    sign({}, 1, 's2'),
  ];
  expect(sign({})).toBe(sign({}));
  for (const other of others) expect(other).not.toBe(sign({}));
});
