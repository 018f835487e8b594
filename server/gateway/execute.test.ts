import { request as requestHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACME, AGENTS, createFakeBeats } from './testing/fake-beats';
import { CALL, startTestGateway, until, type Answer, type TestGateway } from './testing/gateway-server';

const refused = (error: string, data: unknown = null) => ({ success: false, data, error, meta: null });

/** A raw connection, to send less than a whole request. */
async function openSocket(port: number): Promise<{ socket: Socket; got: () => string }> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => (text += part));
  await new Promise((done) => socket.once('connect', done));
  return { socket, got: () => text };
}

const head = (length: number, key = 'ksa_mail') =>
  `POST /execute HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\nContent-Length: ${length}\r\n\r\n`;

describe('/execute without an upstream', () => {
  it('answers an allowed call', async () => {
    const { execute } = await startTestGateway();
    const { status, body } = await execute({ headers: { 'X-Request-ID': 'run-7', 'X-Tenant-ID': ACME } });
    expect(status).toBe(200);
    const data = { request_id: 'run-7', agent: 'mail', tool: 'send' };
    expect(body).toEqual({ success: true, data, error: null, meta: null });
  });

  it('refuses while the switch is engaged, and says since when, by whom and why [AEGIS-04, F7-02]', async () => {
    const { execute, beats, gateway } = await startTestGateway();
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    const { status, body } = await execute();
    expect(status).toBe(403);
    expect(body).toEqual(
      refused('kill_switch_engaged', {
        engaged_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        engaged_by: 'ada@acme.example',
        reason: 'refunds in a loop',
      }),
    );
    expect((await execute({ key: 'ksa_globex' })).status).toBe(200);
    expect(gateway.decisions()).toEqual({ kill_switch_engaged: 1, allowed: 1 });
  });

  it('goes on by itself when the switch is disengaged again', async () => {
    const { execute, beats } = await startTestGateway();
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    beats.toggle(false);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 2) ?? false);
    expect((await execute()).status).toBe(200);
  });

  it.each([null, 'ksa_nobody', 'mail', 'ksa_mail more'])('refuses the key %j', async (key) => {
    const { execute } = await startTestGateway();
    expect(await execute({ key })).toMatchObject({ status: 401, body: refused('invalid_agent_key') });
  });

  it('refuses a revoked key from the next beat on', async () => {
    const { execute, beats, gateway } = await startTestGateway();
    beats.revoke('ksa_mail');
    gateway.beatNow();
    let answer: Answer = await execute();
    while (answer.status === 200) answer = await execute();
    expect(answer.status).toBe(401);
  });

  it("refuses another tenant's id beside the key", async () => {
    const { execute } = await startTestGateway();
    const answer = await execute({ headers: { 'X-Tenant-ID': AGENTS.ksa_globex.tenantId } });
    expect(answer).toMatchObject({ status: 403, body: refused('tenant_mismatch') });
  });

  it.each([
    ['{', 422, 'invalid_json'],
    ['', 422, 'invalid_json'],
    ['{"arguments":{}}', 400, 'invalid_call'],
    ['{"tool":5,"arguments":{}}', 400, 'invalid_call'],
  ])('refuses the body %j', async (body, status, error) => {
    const { execute } = await startTestGateway();
    expect(await execute({ body })).toMatchObject({ status, body: refused(error) });
  });

  it('takes a body of 64 KiB, and refuses a longer one', async () => {
    const { execute } = await startTestGateway();
    const body = (length: number) => CALL.padEnd(length, ' ');
    expect((await execute({ body: body(65_536) })).status).toBe(200);
    expect(await execute({ body: body(65_537) })).toMatchObject({
      status: 413,
      body: refused('body_too_large'),
    });
  });

  it('gives up on a body that does not come, and the place is free again', async () => {
    const { port, execute } = await startTestGateway({ times: { bodyMs: 30 } });
    const { socket, got } = await openSocket(port);
    socket.write(`${head(50)}{"tool"`);
    await until(() => got().includes('request_timeout'));
    expect(got()).toMatch(/^HTTP\/1.1 408 /);
    expect((await execute()).status).toBe(200);
  });

  it('judges when the whole body has come, not when the call began [AEGIS-64]', async () => {
    const { port, beats } = await startTestGateway();
    const { socket, got } = await openSocket(port);
    socket.write(head(CALL.length) + CALL.slice(0, 10));
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    socket.write(CALL.slice(10));
    await until(() => got().includes('kill_switch_engaged'));
    expect(got()).toMatch(/^HTTP\/1.1 403 /);
  });

  it('knows nothing before the first answer, and says so', async () => {
    const beats = createFakeBeats();
    beats.hang();
    const { execute, gateway } = await startTestGateway({ beats, cold: true });
    expect(gateway.isReady()).toBe(false);
    const answer = await execute();
    expect(answer).toMatchObject({ status: 503, body: refused('kill_switch_unknown') });
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('limits an agent, and no other one, when it is told to', async () => {
    const { execute } = await startTestGateway({ agentRate: { perSecond: 0.001, burst: 2 } });
    const statuses = [(await execute()).status, (await execute()).status];
    expect(statuses).toEqual([200, 200]);
    const answer = await execute();
    expect(answer).toMatchObject({ status: 429, body: refused('rate_limited') });
    expect(answer.headers['retry-after']).toBe('1');
    expect((await execute({ key: 'ksa_billing' })).status).toBe(200);
  });

  it('has 512 open calls at most, and says of more what holds for them', async () => {
    const { port, execute, beats } = await startTestGateway();
    const sockets = await Promise.all(Array.from({ length: 512 }, () => openSocket(port)));
    for (const { socket } of sockets) socket.write(`${head(CALL.length)}{`);
    let answer = await execute();
    // The other connections may still be on their way.
    while (answer.status === 200) answer = await execute();
    expect(answer).toMatchObject({ status: 503, body: refused('gateway_busy') });
    expect(answer.headers['retry-after']).toBe('1');
    beats.toggle(true);
    await until(() => beats.reports.at(-1)?.epochs.some(({ epoch }) => epoch === 1) ?? false);
    expect((await execute()).body).toMatchObject({ error: 'kill_switch_engaged' });
    for (const { socket } of sockets) socket.destroy();
    await until(() => sockets.every(({ socket }) => socket.closed));
    while (((await execute({ key: 'ksa_globex' })).body as { error: unknown }).error === 'gateway_busy');
    expect((await execute({ key: 'ksa_globex' })).status).toBe(200);
  });
});

describe('every answer of a gateway', () => {
  const cases: [string, string, Parameters<TestGateway['ask']>[1], number][] = [
    ['an allowed call', '/execute', { method: 'POST', body: CALL }, 200],
    ['a refused key', '/execute', { method: 'POST', body: CALL, key: null }, 401],
    ['a wrong method', '/execute', { method: 'GET' }, 405],
    ['a path that it does not have', '/executes', { method: 'POST', body: CALL }, 404],
    ['an allowed request of a proxy', '/authz/a/b?c=d', { method: 'PUT' }, 200],
    ['a refused request of a proxy', '/authz', { key: 'ksa_x' }, 401],
  ];

  it.each(cases)('has its headers: %s', async (_what, path, sent, status) => {
    const { ask } = await startTestGateway();
    const { headers, ...answer } = await ask(path, { ...sent, headers: { 'X-Request-ID': 'run-8' } });
    expect(answer.status).toBe(status);
    expect(headers['x-request-id']).toBe('run-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(Date.parse(headers.date ?? '')).toBeGreaterThan(0);
    const invented = await ask(path, { ...sent, headers: { 'X-Request-ID': 'x'.repeat(129) } });
    expect(invented.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the method that is allowed', async () => {
    const { ask } = await startTestGateway();
    expect((await ask('/execute', { method: 'DELETE' })).headers.allow).toBe('POST');
  });
});

it('a caller who goes away keeps no place', async () => {
  const { port, execute } = await startTestGateway();
  for (let turn = 0; turn < 600; turn += 1) {
    const gone = requestHttp({ port, path: '/execute', method: 'POST', headers: { 'Content-Length': 9 } });
    gone.setHeader('Authorization', 'Bearer ksa_mail');
    gone.on('error', () => undefined).flushHeaders();
    await new Promise<void>((done) => gone.once('socket', (socket) => socket.once('connect', () => done())));
    gone.destroy();
  }
  let answer = await execute();
  while (answer.status === 503) answer = await execute();
  expect(answer.status).toBe(200);
});
