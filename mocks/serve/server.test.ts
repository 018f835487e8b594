// @vitest-environment node
import { once, type EventEmitter } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createBackend, type RecordedRequest } from '../backend';
import { createDb } from '../seeds/create-db';
import { personas } from '../seeds/personas';
import { startMockServer, type MockServer, type MockServerOptions } from './server';
import { ENGAGE, START, SWITCH } from '../test-api';

const running: MockServer[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

async function serve(options: Omit<MockServerOptions, 'backend'> = {}) {
  let arrive: (request: RecordedRequest) => void = () => undefined;
  const backend = createBackend({
    db: createDb({}, START),
    clock: () => START,
    onRequest: (request) => arrive(request),
  });
  const server = await startMockServer({ backend, ...options });
  running.push(server);
  const token = await backend.signInAs('admin');
  const headers = { 'X-Tenant-ID': personas.admin.tenantId, Authorization: `Bearer ${token}` };
  return {
    server,
    backend,
    headers,
    /** Resolves when the next request has arrived. */
    arrival: () => new Promise<RecordedRequest>((resolve) => (arrive = resolve)),
    get: (path: string, more: Record<string, string> = {}) =>
      fetch(server.origin + path, { headers: { ...headers, ...more } }),
    engage: () => fetch(server.origin + SWITCH, { method: 'POST', headers, body: JSON.stringify(ENGAGE) }),
  };
}

const engagedNow = async (get: (path: string) => Promise<Response>) =>
  (await (await get(SWITCH)).text()).includes('"status":"engaged"');

describe('the mock over HTTP', () => {
  it('signs in with a real cookie, which is then sufficient', async () => {
    const { server, headers } = await serve();
    const { email, password } = personas.security;
    const tenant = { 'X-Tenant-ID': headers['X-Tenant-ID'] };
    const signedIn = await fetch(`${server.origin}/auth/token`, {
      method: 'POST',
      headers: tenant,
      body: JSON.stringify({ email, password }),
    });
    const [cookie] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/^acp_token=ey.+; HttpOnly; Path=\/; SameSite=Strict; Max-Age=900$/);
    const me = await fetch(`${server.origin}/auth/me`, {
      headers: { ...tenant, Cookie: cookie?.split(';')[0] ?? '' },
    });
    expect(await me.json()).toMatchObject({ data: { email } });
  });

  it('uses the backend’s clock for Date, and keeps no connection open', async () => {
    const { get } = await serve();
    const { headers } = await get(SWITCH);
    expect(headers.get('date')).toBe(new Date(START).toUTCString());
    expect(headers.get('connection')).toBe('close');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('redirects a path with a trailing slash to the same host', async () => {
    const { server, headers } = await serve();
    const response = await fetch(`${server.origin}${SWITCH}/`, { headers, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, server.origin + SWITCH]);
  });

  it('offline: the connection fails before or after the request is carried out', async () => {
    const { engage, get, backend } = await serve();
    backend.faults.set('toggle', 'offline');
    await expect(engage()).rejects.toThrow('fetch failed');
    expect(await engagedNow(get)).toBe(false);
    backend.faults.set('toggle', 'offline-but-done');
    await expect(engage()).rejects.toThrow('fetch failed');
    expect(await engagedNow(get)).toBe(true);
    expect(backend.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('truncated: the transfer breaks off after the status has arrived', async () => {
    const { get, backend } = await serve();
    backend.faults.set('status', 'truncated');
    const response = await get(SWITCH);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('hang: the connection stays open until the server stops', async () => {
    const { get, backend, arrival, server } = await serve();
    backend.faults.set('status', 'hang');
    const arrived = arrival();
    const answer = get(SWITCH).catch((error: unknown) => String(error));
    expect(await arrived).toMatchObject({ path: SWITCH });
    await server.stop();
    expect(await answer).toContain('fetch failed');
  });

  it('stops completely, and starts again on the same port with the same state', async () => {
    const { server, engage, get } = await serve();
    await engage();
    await server.stop();
    await server.stop();
    await expect(get(SWITCH)).rejects.toThrow('fetch failed');
    await server.start();
    await server.start();
    expect(new URL(server.origin).port).toBe(String(server.port));
    expect(await engagedNow(get)).toBe(true);
  });

  it('lets one other origin send requests with credentials, and no further one', async () => {
    const allowOrigin = 'https://console.example';
    const { server, get, backend } = await serve({ allowOrigin });
    backend.faults.set('any', '429');
    const preflight = (origin: string) =>
      fetch(server.origin + SWITCH, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'DELETE' },
      });
    const allowed = await preflight(allowOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('DELETE');
    const refused = await get(SWITCH, { Origin: allowOrigin });
    expect(refused.headers.get('access-control-allow-origin')).toBe(allowOrigin);
    expect(refused.headers.get('access-control-allow-credentials')).toBe('true');
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/^Age, Cont.+ Retry-After, X-R/);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

/** Unlike `once`, ignores an error before the close. */
const closing = (connection: EventEmitter) => new Promise((resolve) => connection.once('close', resolve));

describe('the server survives what no client should send', () => {
  /** Sends raw bytes and returns the raw bytes of the answer. */
  async function speak({ port }: MockServer, bytes: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    socket.write(bytes);
    await closing(socket);
    return heard;
  }

  it.each([
    ['nonsense', 'nonsense\r\n\r\n', ''],
    [
      'another scheme and host',
      'GET http://evil.example/auth/me HTTP/1.1\r\nHost: x\r\n\r\n',
      'HTTP/1.1 400',
    ],
    ['a bad escape', 'GET /decision/kill-switch/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 400'],
    ['a double slash', 'GET //evil.example/nowhere HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 404'],
    ['a strange host', 'GET /auth/me/ HTTP/1.1\r\nHost: evil.example/<script>\r\n\r\n', 'HTTP/1.1 307'],
    ['TRACE', 'TRACE /auth/me HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 400'],
    [
      'an endless body',
      `POST /auth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n${'x'.repeat(1_100_000)}`,
      '',
    ],
  ])('bytes with %s', async (_name, bytes, start) => {
    const { server, get } = await serve();
    const heard = await speak(server, bytes);
    expect(heard).toMatch(new RegExp(`^${start}`));
    expect(heard).not.toContain('evil.example');
    expect((await get(SWITCH)).status).toBe(200);
  });

  it('a request that breaks off in the middle', async () => {
    const { server, get } = await serve();
    const sending = httpRequest(server.origin + SWITCH, {
      method: 'POST',
      headers: { 'Content-Length': 99 },
    });
    sending.on('error', () => undefined);
    sending.write('{"action":');
    await once(sending, 'socket');
    sending.destroy();
    await closing(sending);
    expect((await get(SWITCH)).status).toBe(200);
  });

  it('a client that does not wait for its answer', async () => {
    const { server, get, headers, arrival, backend } = await serve();
    backend.faults.set('status', 'hang');
    const arrived = arrival();
    const waiting = httpRequest(server.origin + SWITCH, { headers }, (_answer: IncomingMessage) => undefined);
    waiting.on('error', () => undefined);
    waiting.end();
    await arrived;
    waiting.destroy();
    await closing(waiting);
    backend.faults.clear();
    expect((await get(SWITCH)).status).toBe(200);
  });
});
